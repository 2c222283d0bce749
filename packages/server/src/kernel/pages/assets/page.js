// What every page can do: copy a text, and say so to those who cannot see it.

const said = document.getElementById('said')

/** The text of an element as it is meant: a masked key has its mask left out. */
function textOf(element) {
  const copy = element.cloneNode(true)
  for (const mask of copy.querySelectorAll('[data-mask]')) mask.remove()
  return copy.textContent
}

async function copy(text) {
  try {
    await navigator.clipboard.writeText(text)
    return
  } catch {
    // Over plain HTTP only localhost has a clipboard; a selection can be copied everywhere.
  }
  const area = document.createElement('textarea')
  area.value = text
  document.body.append(area)
  area.select()
  document.execCommand('copy')
  area.remove()
}

for (const button of document.querySelectorAll('button[data-copy]')) {
  const label = button.querySelector('span')
  let back
  button.hidden = false
  button.addEventListener('click', async () => {
    await copy(textOf(document.getElementById(button.dataset.copy)))
    said.textContent = `${button.getAttribute('aria-label').replace(/^Copy/, 'Copied')}.`
    label.textContent = 'Copied'
    button.classList.add('done')
    clearTimeout(back)
    back = setTimeout(() => {
      label.textContent = 'Copy'
      button.classList.remove('done')
      said.textContent = ''
    }, 2000)
  })
}
