import { Sso as GeneratedSso } from '../generated/sso.ts'

/** Operations of `client.sso`. */
export class Sso extends GeneratedSso {}
