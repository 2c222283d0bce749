/** Somebody whom the simulators can sign in. */
export type Person = {
  email: string
  givenName: string
  familyName: string
  groups: readonly string[]
}

/** Who is always there. The names are of people who are remembered; the addresses lead nowhere. */
export const demoPeople: readonly Person[] = [
  person('ada@acme.example', 'Ada', 'Lovelace', ['engineering', 'admins']),
  person('grace@acme.example', 'Grace', 'Hopper', ['engineering']),
  person('alan@acme.example', 'Alan', 'Turing', ['research']),
  person('katherine@acme.example', 'Katherine', 'Johnson', []),
  // Names are not always plain ASCII letters.
  person('jose@acme.example', 'José María', "O'Neill & <Sons>", ['operations']),
  // More groups than Entra ID tells.
  person('olga@acme.example', 'Olga', 'Overflow', [
    'engineering',
    ...Array.from({ length: 219 }, (_, i) => `project-${String(i + 1).padStart(3, '0')}`),
  ]),
  // Of no domain that Acme has proved.
  person('guest@elsewhere.example', 'Gil', 'Guest', []),
  person('test@example.com', 'Tess', 'Tester', ['testers']),
]

function person(email: string, givenName: string, familyName: string, groups: readonly string[]): Person {
  return { email, givenName, familyName, groups }
}

export const fullName = ({ givenName, familyName }: Pick<Person, 'givenName' | 'familyName'>): string =>
  `${givenName} ${familyName}`.trim()
