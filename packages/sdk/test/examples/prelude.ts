/**
 * What examples may take as given, by the names in their fences: `ts client`. Everything else they make themselves.
 * The address and the keys come from the environment, as they do for a reader.
 */
import { Client } from '@portico/sdk'

/** The client of the quick start. */
export const client = new Client()
