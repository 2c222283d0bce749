// Finds the identity provider that metadata are about, and how long they are good.
import { attributeOf, childrenNamed, is } from './elements.ts'
import { quoted, SamlError } from './error.ts'
import { instantOf } from './instants.ts'
import { namespaces } from './names.ts'
import { durationOf } from './values.ts'
import type { XmlElement } from './xml.ts'

const md = namespaces.metadata

export interface Validity {
  validUntil: Date | null
  cacheDurationSeconds: number | null
}

/** An entity in its role of identity provider. */
export interface IdpEntity {
  descriptor: XmlElement
  role: XmlElement
  validity: Validity
}

/** All identity providers of a document. @throws {SamlError} when the document has none */
export function identityProviders(root: XmlElement): IdpEntity[] {
  if (!is(root, md, 'EntityDescriptor') && !is(root, md, 'EntitiesDescriptor')) {
    throw invalid(
      `The document is no SAML metadata, but ${quoted(root.name)}. Give what the identity provider offers as its metadata.`,
    )
  }
  const found = collect(root, { validUntil: null, cacheDurationSeconds: null })
  if (found.length > 0) return found
  const isServiceProvider = childrenNamed(root, md, 'SPSSODescriptor').length > 0
  throw invalid(
    isServiceProvider
      ? 'These are the metadata of a service provider. Give those of the identity provider.'
      : 'No entity in these metadata is an identity provider for SAML 2.0 (IDPSSODescriptor).',
  )
}

function collect(element: XmlElement, outer: Validity): IdpEntity[] {
  if (is(element, md, 'EntitiesDescriptor')) {
    const validity = narrowed(outer, element)
    return element.children.flatMap((child) => collect(child, validity))
  }
  if (!is(element, md, 'EntityDescriptor')) return []
  const validity = narrowed(outer, element)
  return childrenNamed(element, md, 'IDPSSODescriptor')
    .filter(speaksSaml2)
    .map((role) => ({ descriptor: element, role, validity: narrowed(validity, role) }))
}

const speaksSaml2 = (role: XmlElement) =>
  attributeOf(role, 'protocolSupportEnumeration')?.split(/\s+/).includes(namespaces.protocol) ?? false

/** What holds of an element holds of all in it: the earliest end and the shortest duration count (Metadata 2.0, 4.3). */
function narrowed(outer: Validity, element: XmlElement): Validity {
  return {
    validUntil: least(outer.validUntil, instantOf(element, 'validUntil')),
    cacheDurationSeconds: least(outer.cacheDurationSeconds, durationOf(element, 'cacheDuration')),
  }
}

function least<T extends Date | number>(a: T | null, b: T | null): T | null {
  if (a === null || b === null) return a ?? b
  return b < a ? b : a
}

/** The one that is meant. @throws {SamlError} when that cannot be told */
export function chooseEntity(entities: IdpEntity[], entityId: string | undefined): IdpEntity {
  const candidates = entities.filter(
    ({ descriptor }) => entityId === undefined || attributeOf(descriptor, 'entityID')?.trim() === entityId,
  )
  const [chosen, second] = candidates
  if (chosen && !second) return chosen
  const names = entities.map(({ descriptor }) => quoted(attributeOf(descriptor, 'entityID') ?? ''))
  const listed = [...new Set(names)].slice(0, 10).join(', ')
  if (!chosen) throw invalid(`The metadata are not of ${quoted(entityId ?? '')}, but of ${listed}.`)
  throw invalid(
    entityId === undefined && new Set(names).size > 1
      ? `The metadata are of several identity providers. Say the entity ID of yours: ${listed}.`
      : `The metadata describe ${listed} twice. Which description holds cannot be known.`,
  )
}

const invalid = (message: string) => new SamlError('metadata_invalid', message)
