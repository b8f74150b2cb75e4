// Speaks to the bot. Everything that can go wrong comes back as words for the person.
/** @import { Shown } from '../shown.ts' */
/** @import { ShownForm } from '../shown-form.ts' */
/** @import { Asked, AskedForm } from '../asked.ts' */

/** Until it is loaded again, this tab is one person. */
const session = randomId()

/** 128 random bits. `crypto.randomUUID` is missing where the page came over plain http. */
function randomId() {
  return [...crypto.getRandomValues(new Uint8Array(16))]
    .map((byte) => byte.toString(16).padStart(2, '0'))
    .join('')
}

const failures = new Map([
  [400, 'The bot did not understand this page. Load the page again.'],
  [403, 'The bot answers this page on its own machine only.'],
  [413, 'That is too long. Say it in fewer words.']
])

/**
 * @param {Omit<Asked, 'session' | 'message'>} turn
 * @returns {Promise<{ readonly answers: readonly Shown[] } | { readonly failure: string }>}
 */
export async function ask(turn) {
  /** @type {{ readonly answers: readonly Shown[] } | { readonly failure: string }} */
  const outcome = await post('/try-it/turn', turn)
  return outcome
}

/**
 * @param {Omit<AskedForm, 'session' | 'message'>} asked
 * @returns {Promise<{ readonly form: ShownForm } | { readonly failure: string }>}
 */
export async function askForm(asked) {
  /** @type {{ readonly form: ShownForm } | { readonly failure: string }} */
  const outcome = await post('/try-it/form', asked)
  return outcome
}

/**
 * @param {string} path
 * @param {object} asked
 */
async function post(path, asked) {
  try {
    const response = await fetch(path, {
      method: 'POST',
      headers: { 'Content-Type': 'application/json' },
      body: JSON.stringify({ session, message: randomId(), ...asked })
    })
    if (!response.ok)
      return { failure: failures.get(response.status) ?? 'Something went wrong. Please try again.' }
    return await response.json()
  } catch {
    return { failure: 'The bot does not answer. Is it still running?' }
  }
}

/** What can be chosen. @returns {Promise<import('../try-it.ts').Choices>} */
export async function choices() {
  const response = await fetch('/try-it/choices')
  /** @type {import('../try-it.ts').Choices} */
  const all = await response.json()
  return all
}
