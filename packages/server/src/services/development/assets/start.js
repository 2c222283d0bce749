// Keeps the start page up to date: the clock ticks, requests and events appear as they happen.

const byId = (id) => document.getElementById(id)
const said = byId('said')
const shownAtMost = 40

/* The clock */

let offsetMs = Date.parse(byId('clock-time').dateTime) - Date.now()

function showClock() {
  const now = new Date(Date.now() + offsetMs).toISOString()
  byId('clock-time').dateTime = now
  byId('clock-time').textContent = now.slice(11, 19)
  byId('clock-date').textContent = now.slice(0, 10)
}

function setClock({ now, offsetMs: ahead, words }) {
  offsetMs = Date.parse(now) - Date.now()
  byId('clock-offset').textContent = words
  byId('clock-offset').dataset.moved = String(ahead !== 0)
  showClock()
}

setInterval(showClock, 1000)

for (const form of document.querySelectorAll('form[data-says]')) {
  form.addEventListener('submit', async (submission) => {
    submission.preventDefault()
    const answer = await fetch(form.action, {
      method: 'POST',
      headers: { accept: 'application/json' },
      body: new URLSearchParams(new FormData(form)),
    })
    if (!answer.ok) {
      said.textContent = 'The clock could not be moved.'
      return
    }
    setClock(await answer.json())
    said.textContent = `${form.dataset.says}. ${byId('clock-offset').textContent}.`
  })
}

/* Requests and events. Whatever a row shows is set as text: names are other people's. */

const feeds = {
  requests: {
    rows: byId('request-rows'),
    template: byId('request-row'),
    key: ({ n }) => n,
    fill(row, { at, method, path, status, durationMs }) {
      setTime(row, at)
      row.querySelector('.method').textContent = method
      row.querySelector('.path').textContent = path
      row.querySelector('.path').title = path
      row.querySelector('.status').textContent = status
      row.querySelector('.status').dataset.class = String(status).charAt(0)
      row.querySelector('.duration').textContent = `${durationMs.toFixed(1)} ms`
    },
  },
  events: {
    rows: byId('event-rows'),
    template: byId('event-row'),
    key: ({ id }) => id,
    fill(row, { event, created_at, subject }) {
      setTime(row, created_at)
      row.querySelector('.name').textContent = event
      row.querySelector('.name').href = `/reference/event-catalogue#${encodeURIComponent(event)}`
      row.querySelector('.subject').textContent = subject ?? ''
    },
  },
}

function setTime(row, instant) {
  const time = row.querySelector('time')
  time.dateTime = instant
  time.title = instant
  time.textContent = instant.slice(11, 19)
}

function rowOf({ template, key, fill }, item) {
  const row = template.content.firstElementChild.cloneNode(true)
  row.dataset.key = key(item)
  fill(row, item)
  return row
}

/** Puts what is new at the top, newest first. */
function add(feed, items, isNew) {
  const known = new Set([...feed.rows.children].map((row) => row.dataset.key))
  const rows = items.filter((item) => !known.has(String(feed.key(item)))).map((item) => rowOf(feed, item))
  for (const row of rows) row.classList.toggle('new', isNew)
  feed.rows.prepend(...rows)
  while (feed.rows.children.length > shownAtMost) feed.rows.lastElementChild.remove()
}

function take({ requests, requestCount, events, messages, clock }, isNew) {
  if (requests) add(feeds.requests, requests, isNew)
  if (requestCount !== undefined) byId('request-count').textContent = requestCount
  if (events) add(feeds.events, events, isNew)
  if (messages !== undefined) byId('mailbox-count').textContent = messages
  if (clock) setClock(clock)
}

let source
let paused = false

function tellState(text) {
  byId('live-state').textContent = text
  document.documentElement.toggleAttribute('data-live', text === 'Live')
}

function open() {
  if (source || paused || document.hidden) return
  source = new EventSource('/dev/activity')
  source.addEventListener('snapshot', ({ data }) => {
    for (const { rows } of Object.values(feeds)) rows.replaceChildren()
    take(JSON.parse(data), false)
    tellState('Live')
  })
  source.addEventListener('update', ({ data }) => take(JSON.parse(data), true))
  source.addEventListener('error', () => tellState('The server cannot be reached'))
}

function close() {
  source?.close()
  source = undefined
  tellState('Paused')
}

const pause = byId('pause')
pause.hidden = false
pause.addEventListener('click', () => {
  paused = !paused
  pause.setAttribute('aria-pressed', String(paused))
  pause.textContent = paused ? 'Go on' : 'Pause'
  if (paused) close()
  else open()
})

// A browser has few connections to one server: a tab that nobody sees gives its own back.
document.addEventListener('visibilitychange', () => (document.hidden ? close() : open()))
addEventListener('pagehide', close)
addEventListener('pageshow', open)
open()
