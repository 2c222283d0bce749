import type { AssertionAttribute, NameId, VerifiedAssertion } from '../../../protocols/saml/index.ts'
import { nameIdFormats } from '../../../protocols/saml/protocol-names.ts'
import type { LoggedMessage, ReceivedIdentity, SignInSecrets } from '../flow/types.ts'

/** Who somebody is, as a verified assertion says. */
export function identityOf(assertion: VerifiedAssertion, message: LoggedMessage): ReceivedIdentity {
  const { nameId } = assertion
  return {
    subject: nameId?.value ?? '',
    subjectIsTransient: nameId?.format === nameIdFormats.transient,
    attributes: attributesOf(assertion.attributes),
    message,
    once: { id: assertion.id, until: assertion.replayableUntil },
    logout: nameId && logoutSecrets(nameId, assertion.sessionIndex),
    logoutSubject: nameId?.value ?? null,
    oauthTokens: null,
  }
}

/**
 * By their names: one value as text, several as a list. Friendly names are for people: nothing is identified by them
 * (SAML Core 2.0, 2.7.3.1).
 */
export function attributesOf(attributes: readonly AssertionAttribute[]): ReceivedIdentity['attributes'] {
  const byName = Map.groupBy(attributes, ({ name }) => name)
  return Object.fromEntries(
    Array.from(byName, ([name, group]) => [name, textOrList(group.flatMap(valuesOf))]),
  )
}

const valuesOf = ({ values }: AssertionAttribute) => values
const textOrList = (values: readonly string[]) => (values.length === 1 ? values[0] : values)

/** What a logout request has to repeat (SAML Core 2.0, 3.7.1): the NameID in all its parts, and the session. */
function logoutSecrets(nameId: NameId, sessionIndex: string | null): SignInSecrets {
  const { value, format, nameQualifier, spNameQualifier } = nameId
  return {
    nameId: value,
    ...(format !== null && { format }),
    ...(nameQualifier !== null && { nameQualifier }),
    ...(spNameQualifier !== null && { spNameQualifier }),
    ...(sessionIndex !== null && { sessionIndex }),
  }
}
