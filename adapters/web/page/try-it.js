// The talk: what was said, what was answered, in order.
/** @import { Asked } from '../asked.ts' */
/** @import { Shown } from '../shown.ts' */
import { ask, choices } from './ask.js'
import { openForm } from './form.js'
import { drawAnswer, drawSaid, make } from './draw.js'
import { buttonsIn, drawScreens, wear } from './screens.js'
import {
  chosen,
  chosenInWords,
  chosenTheme,
  chosenView,
  chosenWidth,
  find,
  offer,
  onChoice,
  showAs
} from './settings.js'

const log = find('log', HTMLElement)
const busy = find('busy', HTMLElement)
const aloud = find('aloud', HTMLElement)
const form = find('form', HTMLFormElement)
const box = find('say', HTMLTextAreaElement)
const calm = window.matchMedia('(prefers-reduced-motion: reduce)')
const SLOW_MS = 400

/**
 * Buttons of the last answers, in the order of their numbers in plain text.
 * @type {readonly HTMLElement[]}
 */
let numbered = []
/**
 * What was said last: it is kept in sight, with as much of the answer as there is room for.
 * @type {HTMLElement | undefined}
 */
let anchor
/** Answers come in the order of what was said, however fast somebody types. */
let last = Promise.resolve()

/**
 * Answers that nobody has looked at as Teams and Slack yet.
 * @type {Map<Element, Shown>}
 */
const undrawn = new Map()

/** @param {...HTMLElement} elements */
function add(...elements) {
  log.append(...elements)
  anchor?.scrollIntoView({ block: 'start', behavior: calm.matches ? 'auto' : 'smooth' })
}

/** @param {HTMLElement} element */
function begin(element) {
  anchor = element
  add(element)
}

/**
 * Says it in its turn, as whoever and wherever the page is set to now.
 * @param {Asked['said']} said
 */
function send(said) {
  const turn = { ...chosen(), said }
  const before = last
  last = (async () => {
    await before
    await answerTo(turn)
  })()
}

/** @param {Omit<Asked, 'session' | 'message'>} turn */
async function answerTo(turn) {
  const slow = setTimeout(() => {
    busy.textContent = 'Heads Up is looking…'
  }, SLOW_MS)
  const outcome = await ask(turn)
  clearTimeout(slow)
  busy.textContent = ''
  if ('failure' in outcome) {
    add(make('p', 'notice', outcome.failure))
    if (turn.said.kind === 'text' && box.value === '') box.value = turn.said.text
    return
  }
  const drawn = outcome.answers.map((answer) => {
    const article = drawAnswer(answer, turn.place, press)
    undrawn.set(article, answer)
    return article
  })
  await drawThem()
  if (drawn.length > 0) add(...drawn)
  else if (turn.said.kind !== 'added') add(make('p', 'notice', 'There is nothing to add.'))
  numbered = drawn.flatMap((answer) => [...answer.querySelectorAll('.press')]).filter(isElement)
  // Read aloud once, in words: the same answer stands on the page in more than one drawing.
  aloud.textContent = outcome.answers.map(({ text }) => text).join('\n')
}

/** Draws what is to be looked at as Teams and Slack and was not yet. Where a renderer does not come, the plain card stays. */
async function drawThem() {
  const view = chosenView()
  if (view === 'card' || view === 'text') return
  try {
    for (const [article, shown] of undrawn) {
      undrawn.delete(article)
      article.querySelector('.drawn')?.prepend(await drawScreens(shown, chosenTheme(), press))
    }
  } catch {
    add(make('p', 'notice', 'Teams and Slack could not be drawn. Here is the plain card.'))
    showAs('card')
    redraw()
  }
}

/**
 * @param {Element} element
 * @returns {element is HTMLElement}
 */
function isElement(element) {
  return element instanceof HTMLElement
}

/**
 * @param {string} label
 * @param {string} token
 * @param {boolean} opens
 */
function press(label, token, opens) {
  if (opens) {
    void openForm(chosen(), token)
    return
  }
  begin(drawSaid(label, chosen().place, true))
  send({ kind: 'press', token })
}

/** @param {string} words */
function say(words) {
  const text = words.trim()
  if (text === '') return
  // Beside plain text, a number presses the button with that number, as in a terminal.
  const button = /^\d{1,2}$/.test(text) ? numbered[Number(text) - 1] : undefined
  if (button !== undefined && chosenView() === 'text') {
    button.click()
    return
  }
  begin(drawSaid(text, chosen().place, false))
  send({ kind: 'text', text })
}

/** Buttons of before were drawn for another person, or for another place. */
function moved() {
  for (const button of [...log.querySelectorAll('button'), ...buttonsIn(log)])
    button.disabled = true
  numbered = []
  const before = log.lastElementChild
  if (before?.className === 'between') before.remove()
  begin(make('p', 'between', `From here on: ${chosenInWords()}`))
  // Said once in each channel: the bot knows.
  if (chosen().place === 'channel') send({ kind: 'added' })
}

function redraw() {
  log.dataset['view'] = chosenView()
  log.dataset['theme'] = chosenTheme()
  log.dataset['width'] = chosenWidth()
  wear(log, chosenTheme())
  void drawThem()
}

form.addEventListener('submit', (event) => {
  event.preventDefault()
  const words = box.value
  box.value = ''
  say(words)
  box.focus()
})
box.addEventListener('keydown', (event) => {
  if (event.key !== 'Enter' || event.shiftKey || event.isComposing) return
  event.preventDefault()
  form.requestSubmit()
})
for (const example of document.querySelectorAll('.example'))
  example.addEventListener('click', () => {
    say(example.textContent)
  })
onChoice(moved, redraw)
redraw()
try {
  offer(await choices())
} catch {
  add(make('p', 'notice', 'The list of employers did not come. Load the page again.'))
}
send({ kind: 'added' })
