import { createRequire, registerHooks } from 'node:module'
import { pathToFileURL } from 'node:url'
import type Postgres from 'postgres'

/*
 * postgres.js 3.4.9, mended as it is loaded. It is fast, and careless of what fails: with the code as published, losing a
 * connection in a transaction ends the process, and one parameter that cannot be written gives every later caller on the
 * connection the rows of another. Each mend names what went wrong without it; driver.test.ts shows it. All are reported
 * upstream (porsager/postgres #1119, #1142, #1186, #1192, #1208, #1215, #1216, #1223), and go when a release has them.
 */
type Mend = { file: 'index.js' | 'connection.js'; find: string; put: string }

const mends: readonly Mend[] = [
  // A parameter that could not be written rejected whichever statement was at the head of the pipeline, and the faulty one
  // stayed in it without having been sent: from then on everybody got the rows of the next.
  {
    file: 'connection.js',
    find: `
      sent.length === 0 && write(Sync)
      errored(error)
      return true`,
    put: `
      query === q ? write(Sync) : sent.remove(q)
      queryError(q, error)
      return true`,
  },
  // A transaction that began when the pipeline was full, or the socket slow, was not given the connection to itself: it
  // failed, and left the connection in a transaction that never ended, in which others went on to write.
  {
    file: 'connection.js',
    find: `
      return write(toBuffer(q))
        && !q.describeFirst
        && !q.cursorFn
        && sent.length < max_pipeline
        && (!q.options.onexecute || q.options.onexecute(connection))`,
    put: `
      const ready = write(toBuffer(q))
        && !q.describeFirst
        && !q.cursorFn
        && sent.length < max_pipeline
      return q.options.onexecute ? q.options.onexecute(connection) : ready`,
  },
  // What was still to be written was kept when a connection closed, and nothing could be written on the next one again.
  // Statements given to a socket between its error and its close were never answered, or answered with no rows at all. The
  // error of the old connection was given to the first statement of the new one. And where the server accepts connections
  // only to close them, as a proxy without a server behind it does, this tried again without pause and without end.
  {
    file: 'connection.js',
    find: `
    if (initial)
      return reconnect()

    !hadError && (query || sent.length) && error(Errors.connection('CONNECTION_CLOSED', options, socket))`,
    put: `
    clearInterval(watch)
    chunk = nextWriteTimer = errorResponse = results = null
    result = new Result()
    rows = 0

    if (initial && options.host[retries + 1]) {
      retries++
      return reconnect()
    }

    hadError = hadError || !!initial
    ;(initial || query || sent.length) && error(Errors.connection('CONNECTION_CLOSED', options, socket))
    query = null
    retries = 0`,
  },
  // A statement that came after the close ended the process from a timer, where nobody can catch it.
  {
    file: 'connection.js',
    find: `
    const x = socket.write(chunk, fn)
    nextWriteTimer !== null && clearImmediate(nextWriteTimer)`,
    put: `
    const x = socket !== null && socket.write(chunk, fn)
    nextWriteTimer !== null && clearImmediate(nextWriteTimer)`,
  },
  // Rows that came before an error were counted into the next answer.
  {
    file: 'connection.js',
    find: `
    query = results = errorResponse = null
    result = new Result()`,
    put: `
    query = results = errorResponse = null
    rows = 0
    result = new Result()`,
  },
  // A connection lost while it asked for the array types ended the process: nobody heard the rejection.
  {
    file: 'connection.js',
    find: 'return fetchArrayTypes()',
    put: 'return fetchArrayTypes().catch(() => socket && socket.destroy())',
  },
  // The server cancels what takes too long. A server that cannot, because the network between is gone, was waited for
  // until TCP gave up, some fifteen minutes. A statement that is still the first in line after longer than the server
  // would have let it run has no server.
  {
    file: 'connection.js',
    find: `
      keep_alive && socket.setKeepAlive && socket.setKeepAlive(true, 1000 * keep_alive)`,
    put: `
      keep_alive && socket.setKeepAlive && socket.setKeepAlive(true, 1000 * keep_alive)
      const patience = +options.connection.statement_timeout
      let watched = null
      clearInterval(watch)
      if (patience > 0) {
        watch = setInterval(() => query && query === watched ? socket.destroy() : (watched = query), patience + 1000)
        watch.unref()
      }`,
  },
  {
    file: 'connection.js',
    find: `
    , nextWriteTimer = null`,
    put: `
    , nextWriteTimer = null
    , watch = null`,
  },
  // A transaction whose connection was lost went on with its statements, and at last its rollback, on whatever came next:
  // the closed socket, or the transaction of another caller on the connection made anew.
  {
    file: 'index.js',
    find: `
      , connection
      , prepare = null`,
    put: `
      , connection
      , over = null
      , prepare = null`,
  },
  {
    file: 'index.js',
    find: `
        new Promise((_, reject) => connection.onclose = reject)
      ])
    } catch (error) {
      throw error
    }`,
    put: `
        new Promise((_, reject) => connection.onclose = error => {
          over = over || error
          while (queries.length)
            queries.shift().reject(error)
          reject(error)
        })
      ])
    } finally {
      over = over || Errors.generic('TRANSACTION_ENDED', 'The transaction of this statement has ended')
    }`,
  },
  {
    file: 'index.js',
    find: `
        q.catch(e => uncaughtError || (uncaughtError = e))
        c.queue === full`,
    put: `
        q.catch(e => uncaughtError || (uncaughtError = e))
        over
          ? q.reject(over)
          : c.queue === full`,
  },
  // While no connection could be made, each waiting statement waited for an attempt of its own. They waited longer the more
  // there were, without bound.
  {
    file: 'index.js',
    find: `
  function onclose(c, e) {
    move(c, closed)`,
    put: `
  function onclose(c, e) {
    if (c.queue === connecting && !open.length && !busy.length && !full.length && !reserved.length) {
      while (queries.length)
        queries.shift().reject(e)
    }
    move(c, closed)`,
  },
  // When the database is slower than what is asked of it, those who wait become more and more, and wait longer than anybody
  // wants the answer.
  {
    file: 'index.js',
    find: `
      ? go(busy.shift(), query)
      : queries.push(query)`,
    put: `
      ? go(busy.shift(), query)
      : queries.length < 50 * options.max
        ? queries.push(query)
        : query.reject(Errors.generic('TOO_MANY_WAITING', 'Too many statements wait for a connection'))`,
  },
]

/** The copy of the driver that is mended: modules of this mark are not those that others import by name. */
const mark = '?mended'

function mend(file: string, source: string): string {
  return mends
    .filter((one) => one.file === file)
    .reduce((text, { find, put }) => {
      if (text.split(find).length !== 2) {
        throw new Error(`postgres.js is not the version that ${import.meta.url} mends. Go through its list.`)
      }
      return text.replace(find, () => put)
    }, source)
}

const hooks = registerHooks({
  resolve(specifier, context, next) {
    const resolved = next(specifier, context)
    const isPart = specifier.startsWith('.') && context.parentURL?.endsWith(mark)
    return isPart ? { ...resolved, url: resolved.url + mark } : resolved
  },
  load(url, context, next) {
    const loaded = next(url, context)
    if (!url.endsWith(mark)) return loaded
    const file = url.slice(url.lastIndexOf('/') + 1, -mark.length)
    return { ...loaded, source: mend(file, String(loaded.source)) }
  },
})

// From its CommonJS entry, which is what can be resolved everywhere: Vitest has no import.meta.resolve.
const commonJs = pathToFileURL(createRequire(import.meta.url).resolve('postgres'))
const entry = new URL(`../../src/index.js${mark}`, commonJs)

/** Opens a pool of connections. */
export const postgres: typeof Postgres = (await import(entry.href)).default

hooks.deregister()
