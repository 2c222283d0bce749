// The search of the reference, and the contents on small screens.

const contents = document.querySelector('.contents')
const small = matchMedia('(max-width: 900px)')
const fold = () => {
  contents.open = !small.matches
}
small.addEventListener('change', fold)
fold()

const box = document.getElementById('search')
const text = document.getElementById('search-text')
const list = document.getElementById('search-found')
const shownAtMost = 12
let chosen = -1
let loading

/** Everything that can be found, loaded when first needed. */
function entries() {
  loading ??= fetch(box.dataset.index).then((answer) => answer.json())
  return loading
}

const wordsOf = (name) => name.split(/[^A-Za-z0-9]+|(?=[A-Z])/).map((word) => word.toLowerCase())

/** How well an entry fits; 0 when a word is nowhere in it. The last part of a name, the method, says most. */
function fit({ t, d, m = '', p = '' }, words) {
  const dot = t.lastIndexOf('.')
  const [own, of] = [wordsOf(t.slice(dot + 1)), wordsOf(t.slice(0, Math.max(dot, 0)))]
  const all = `${t} ${m} ${p} ${d}`.toLowerCase()
  let sum = 0
  for (const word of words) {
    if (!all.includes(word)) return 0
    if (own.includes(word)) sum += 6
    else if (own.some((part) => part.startsWith(word))) sum += 5
    else if (of.some((part) => part.startsWith(word))) sum += 4
    else sum += p.includes(word) ? 2 : 1
  }
  // Of names that fit alike the shortest says it best.
  return sum - t.length / 1000
}

async function search() {
  const words = text.value.toLowerCase().split(/\s+/).filter(Boolean)
  const all = words.length > 0 ? await entries() : []
  const found = all
    .map((entry) => ({ entry, rank: fit(entry, words) }))
    .filter(({ rank }) => rank > 0)
    .sort((a, b) => b.rank - a.rank)
    .slice(0, shownAtMost)
  list.replaceChildren(...found.map(({ entry }, index) => option(entry, index)))
  if (words.length > 0 && found.length === 0) list.replaceChildren(nothing())
  show(words.length > 0)
  choose(found.length > 0 ? 0 : -1)
}

function element(name, className, content) {
  const made = document.createElement(name)
  made.className = className
  made.textContent = content
  return made
}

function option({ t, d, m, h, n }, index) {
  const item = element('li', '', '')
  item.id = `found-${index}`
  item.setAttribute('role', 'option')
  const link = element('a', '', '')
  link.href = h
  link.tabIndex = -1
  if (m) {
    const method = element('span', 'method', m)
    method.dataset.method = m
    link.append(method)
  }
  link.append(element('code', '', t), element('span', 'summary', n ? `${d} (not served yet)` : d))
  item.append(link)
  return item
}

function nothing() {
  const item = element('li', 'nothing', 'Nothing found.')
  item.setAttribute('role', 'option')
  item.setAttribute('aria-disabled', 'true')
  return item
}

function show(open) {
  list.hidden = !open
  text.setAttribute('aria-expanded', String(open))
}

function choose(index) {
  const options = list.querySelectorAll('[role="option"]:not([aria-disabled])')
  chosen = options.length === 0 ? -1 : (index + options.length) % options.length
  for (const [at, item] of options.entries()) item.setAttribute('aria-selected', String(at === chosen))
  const item = options[chosen]
  if (item) {
    text.setAttribute('aria-activedescendant', item.id)
    item.scrollIntoView({ block: 'nearest' })
  } else text.removeAttribute('aria-activedescendant')
}

function leave() {
  show(false)
  text.value = ''
  text.blur()
}

const keys = {
  ArrowDown: () => choose(chosen + 1),
  ArrowUp: () => choose(chosen - 1),
  Enter: () => list.querySelector('[aria-selected="true"] a')?.click(),
  Escape: leave,
}

box.hidden = false
text.addEventListener('input', search)
text.addEventListener('focus', () => entries())
text.addEventListener('keydown', (press) => {
  if (!keys[press.key]) return
  press.preventDefault()
  keys[press.key]()
})
list.addEventListener('click', () => setTimeout(leave))
box.addEventListener('focusout', ({ relatedTarget }) => {
  if (!box.contains(relatedTarget)) show(false)
})
addEventListener('keydown', (press) => {
  const typing = press.target.closest?.('input, textarea, [contenteditable]')
  if (press.key !== '/' || typing || press.ctrlKey || press.metaKey || press.altKey) return
  press.preventDefault()
  text.focus()
})

// Addresses such as /reference#organizations.createOrganization name an operation, wherever its page is.
const named = location.hash.slice(1)
if (named && !document.getElementById(named)) {
  const found = (await entries()).find(({ t }) => t === named)
  if (found) location.replace(found.h)
}
