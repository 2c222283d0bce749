import { hkdfSync, randomBytes } from 'node:crypto'
import { constants } from 'node:fs'
import { type FileHandle, link, mkdir, open, unlink } from 'node:fs/promises'
import { join } from 'node:path'

const KEY_BYTES = 32
const VARIABLE = 'PORTICO_MASTER_KEY'
const REMEDY =
  'Make a key with `openssl rand -base64 32`. To rotate, put the new key first and keep the old one: `new:<key>,old:<key>`.'

/** A key that wraps the data keys of everything sealed at rest. */
export interface MasterKey {
  /** What the operator calls it. Only for people: what is sealed names the key by its fingerprint. */
  readonly id: string
  /** 32 random bytes. */
  readonly key: Buffer
}

export interface MasterKeySource {
  /** Where to read `PORTICO_MASTER_KEY`. */
  readonly env: Readonly<Record<string, string | undefined>>
  /**
   * Development only: the directory that holds `master.key`, made on the first start. Production leaves it out, so that
   * a missing variable stops the start instead of sealing secrets under a key that nobody backs up.
   */
  readonly dataDir?: string | undefined
  /** Told, in one sentence, about what was repaired. */
  readonly warn?: ((message: string) => void) | undefined
}

/** The master key is missing, malformed or not kept safely. The message says what to do and never holds a key. */
export class MasterKeyError extends Error {
  override readonly name = 'MasterKeyError'
}

/**
 * Loads the master keys: the first is current, the others only open what they once sealed.
 *
 * `PORTICO_MASTER_KEY` is one key, or several as `id:key,id:key`; each is 32 bytes as base64, base64url or hex. When it is
 * not set and a data directory is given, the key is `<dataDir>/master.key` (same format), made when absent.
 *
 * A key file that others can read is narrowed to 0600 and reported through `warn`, because in development the usual cause
 * is a copied or restored directory; where it cannot be narrowed, or is a symbolic link, it is refused. Windows has no such
 * mode and relies on the directory's ACL.
 *
 * @throws {MasterKeyError} when there is no key, or it is malformed, weak, or not kept safely
 */
export async function loadMasterKey({
  env,
  dataDir,
  warn = () => {},
}: MasterKeySource): Promise<MasterKey[]> {
  const configured = env[VARIABLE]?.trim()
  if (configured) return parseMasterKeys(configured, VARIABLE)
  if (dataDir === undefined) throw new MasterKeyError(`${VARIABLE} is not set. ${REMEDY}`)
  const path = join(dataDir, 'master.key')
  const text = (await readKeyFile(path, warn)) ?? (await createKeyFile(dataDir, path, warn))
  return parseMasterKeys(text.trim(), path)
}

/**
 * Reads `key` or `id:key,id:key`. A key without an id is called by its fingerprint.
 *
 * @param source what to name in an error: the variable or the file
 * @throws {MasterKeyError}
 */
export function parseMasterKeys(text: string, source: string): MasterKey[] {
  const entries = text.split(',')
  const keys = entries.map((entry, index) => {
    const which = entries.length === 1 ? 'it' : `key ${index + 1} of ${entries.length}`
    return parseMasterKey(entry.trim(), `${source} is not usable: ${which}`)
  })
  if (new Set(keys.map(({ id }) => id)).size < keys.length) {
    throw new MasterKeyError(`${source} is not usable: two keys have the same id. ${REMEDY}`)
  }
  if (new Set(keys.map(({ key }) => key.toString('hex'))).size < keys.length) {
    throw new MasterKeyError(`${source} is not usable: the same key is listed twice. ${REMEDY}`)
  }
  return keys
}

function parseMasterKey(entry: string, complaint: string): MasterKey {
  const colon = entry.indexOf(':')
  const id = colon < 0 ? undefined : entry.slice(0, colon)
  if (id !== undefined && !/^[\w.-]{1,32}$/.test(id)) {
    throw new MasterKeyError(
      `${complaint} has an id that is not 1 to 32 letters, digits, "_", "." or "-". ${REMEDY}`,
    )
  }
  const key = decodeKey(entry.slice(colon + 1))
  if (!key) throw new MasterKeyError(`${complaint} is not 32 bytes as base64, base64url or hex. ${REMEDY}`)
  if (key.every((byte) => byte === key[0])) {
    throw new MasterKeyError(`${complaint} is one byte repeated, not a random key. ${REMEDY}`)
  }
  return { id: id ?? fingerprint(key).toString('hex'), key }
}

function decodeKey(text: string): Buffer | undefined {
  if (/^[0-9a-f]{64}$/i.test(text)) return Buffer.from(text, 'hex')
  // 43 characters and one optional "=" are exactly 32 bytes. Node's decoder takes both alphabets.
  if (/^[\w+/-]{43}=?$/.test(text)) return Buffer.from(text, 'base64')
  return undefined
}

/**
 * The 8 bytes by which sealed data names the key that wrapped it. They come from the key itself, so that renaming a key in
 * the configuration orphans nothing, and reveal nothing about it.
 */
export function fingerprint(key: Buffer): Buffer {
  if (key.length !== KEY_BYTES) throw new MasterKeyError(`A master key is ${KEY_BYTES} bytes.`)
  return Buffer.from(hkdfSync('sha256', key, '', 'portico/v1/master-key-fingerprint', 8))
}

async function readKeyFile(path: string, warn: (message: string) => void): Promise<string | undefined> {
  let file: FileHandle
  try {
    file = await open(path, constants.O_RDONLY | (constants.O_NOFOLLOW ?? 0))
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException
    if (code === 'ENOENT') return undefined
    const why = code === 'ELOOP' ? 'is a symbolic link' : `cannot be read (${code})`
    throw new MasterKeyError(`${path} ${why}. Put the key in a plain file, or set ${VARIABLE}.`, {
      cause: error,
    })
  }
  try {
    await requirePrivate(file, path, warn)
    return await file.readFile('utf8')
  } finally {
    await file.close()
  }
}

async function requirePrivate(file: FileHandle, path: string, warn: (message: string) => void) {
  const stat = await file.stat()
  if (!stat.isFile())
    throw new MasterKeyError(`${path} is not a plain file. Move it away, or set ${VARIABLE}.`)
  if (process.platform === 'win32' || (stat.mode & 0o077) === 0) return
  const was = (stat.mode & 0o777).toString(8)
  // Checked again afterwards: some mounted file systems accept a chmod and do nothing.
  await file.chmod(0o600).catch(() => {})
  if (((await file.stat()).mode & 0o077) !== 0) {
    throw new MasterKeyError(
      `${path} can be read by others (mode ${was}) and its mode cannot be changed. ` +
        `Use a data directory on another file system, or set ${VARIABLE}.`,
    )
  }
  warn(
    `${path} could be read by others (mode ${was}); its mode is now 600. If this machine is shared, replace the key.`,
  )
}

/** Makes the key file whole or not at all: two starts at the same time end up with the key of the first. */
async function createKeyFile(
  dataDir: string,
  path: string,
  warn: (message: string) => void,
): Promise<string> {
  const draft = `${path}.${process.pid}.${randomBytes(6).toString('hex')}`
  try {
    await mkdir(dataDir, { recursive: true, mode: 0o700 })
    const file = await open(draft, 'wx', 0o600)
    try {
      await file.writeFile(`${randomBytes(KEY_BYTES).toString('base64url')}\n`)
      await file.sync()
    } finally {
      await file.close()
    }
    // A link, unlike a rename, fails when the name is taken.
    await link(draft, path).catch((error: NodeJS.ErrnoException) => {
      if (error.code !== 'EEXIST') throw error
    })
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException
    throw new MasterKeyError(
      `${path} could not be made (${code}). Use a data directory that can be written, or set ${VARIABLE}.`,
      { cause: error },
    )
  } finally {
    await unlink(draft).catch(() => {})
  }
  const text = await readKeyFile(path, warn)
  if (text === undefined)
    throw new MasterKeyError(`${path} disappeared while it was being made. Start again.`)
  return text
}
