// Makes elements of what the server says. Only ever as text: nothing in an answer can become markup.
/** @import { Shown, ShownBlock, ShownButton, ShownContact, ShownWay } from '../shown.ts' */

/** @typedef {'private' | 'channel'} Place */
/** @typedef {(label: string, token: string, opens: boolean) => void} Press What to do with a button that was pressed. */

/**
 * An element with a class and what is in it: elements, or words.
 * @template {keyof HTMLElementTagNameMap} Tag
 * @param {Tag} tag
 * @param {string} className
 * @param {...(string | Node)} inside
 */
export function make(tag, className, ...inside) {
  const element = document.createElement(tag)
  if (className !== '') element.className = className
  element.append(...inside)
  return element
}

/**
 * What a person said or pressed.
 * @param {string} words
 * @param {Place} place
 * @param {boolean} pressed
 */
export function drawSaid(words, place, pressed) {
  const who = place === 'channel' ? 'You, in the channel' : 'You'
  return make(
    'div',
    'said',
    make('p', 'who', pressed ? 'You pressed' : who),
    make('p', 'words', words)
  )
}

/**
 * One answer, as card and as plain text.
 * @param {Shown} shown
 * @param {Place} place Where it was asked.
 * @param {Press} press
 */
export function drawAnswer({ audience, blocks, buttons, text }, place, press) {
  const alone = audience === 'person' || place === 'private'
  const card = make('div', 'card', ...blocks.map(drawBlock))
  if (buttons.length > 0)
    card.append(make('div', 'buttons', ...buttons.map((button) => drawButton(button, press))))
  return make(
    'article',
    alone ? 'answer alone' : 'answer',
    make('p', 'seen', make('b', '', 'Heads Up'), ` ${whoSees(audience, place)}`),
    make('div', 'drawn', card, make('pre', 'as-text', text))
  )
}

/**
 * @param {Shown['audience']} audience
 * @param {Place} place
 */
function whoSees(audience, place) {
  if (place === 'private') return 'Only you see this'
  return audience === 'here'
    ? 'Everybody in the channel sees this'
    : 'Only you see this, in your private chat'
}

/**
 * @param {ShownBlock} block
 * @returns {HTMLElement}
 */
export function drawBlock(block) {
  switch (block.kind) {
    case 'heading':
      return make('h3', '', block.text)
    case 'steps':
      return make('ol', 'steps', ...block.items.map((item) => make('li', '', item)))
    case 'donts':
      return make('ul', 'donts', ...block.items.map((item) => make('li', '', item)))
    case 'contacts':
      return make('div', 'contacts', ...block.items.map(drawContact))
    case 'text':
    case 'note':
      return make('p', block.kind, block.text)
  }
}

/** @param {ShownContact} contact */
function drawContact({ name, ways, notes, say }) {
  return make(
    'div',
    'contact',
    make('p', 'contact-name', name),
    ...ways.map(drawWay),
    ...notes.map((note) => make('p', 'contact-note', note)),
    ...(say === undefined ? [] : [make('p', 'contact-say', `Say: “${say}”`)])
  )
}

/** @param {ShownWay} way */
function drawWay({ text, href }) {
  if (href === undefined) return make('p', 'way', text)
  return make('p', 'way', drawLink(text, href, href.startsWith('tel:') ? 'call' : ''))
}

/**
 * @param {ShownButton} shown
 * @param {Press} press
 */
export function drawButton(shown, press) {
  if ('href' in shown) return drawLink(shown.label, shown.href, 'press')
  const { label, token, primary } = shown
  const button = make('button', primary ? 'press primary' : 'press', label)
  button.type = 'button'
  button.addEventListener('click', () => {
    press(label, token, shown.opens === 'form')
  })
  return button
}

/**
 * @param {string} words
 * @param {string} href
 * @param {string} className
 */
function drawLink(words, href, className) {
  const link = make('a', className, words)
  link.href = href
  if (href.startsWith('http')) {
    link.target = '_blank'
    link.rel = 'noopener noreferrer'
  }
  return link
}
