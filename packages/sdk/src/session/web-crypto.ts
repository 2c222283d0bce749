/** Types of Web Crypto, taken from the platform that the package is compiled for: not all name them alike. */

type Subtle = typeof crypto.subtle

export type Key = Awaited<ReturnType<Subtle['importKey']>>
export type Usage = Key['usages'][number]
export type ImportAlgorithm = Parameters<Subtle['importKey']>[2]
export type DerivedKeyAlgorithm = Parameters<Subtle['deriveKey']>[2]
