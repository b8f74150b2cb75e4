import type { Block } from './reply.ts'
import { note, type Said, type Talk } from './talk.ts'
import { mayBeAnothers } from './whose-routes.ts'

/**
 * An answer with numbers in it says whose they are, where somebody might take another employer's for their own: to one
 * person wherever it may be another's than theirs; to a channel that is linked to none, as its readers may work anywhere.
 */
export function saysWhose(talk: Talk, said: Said, alone: boolean): Said {
  const { known, shared } = talk
  const hasNumbers = said.blocks.some(({ kind }) => kind === 'contacts')
  // Somebody who just said where they work has read it.
  if (!hasNumbers || said.remember?.organisation !== undefined || names(said, talk)) return said
  const says = alone
    ? mayBeAnothers(talk) && (talk.house.organisation !== undefined || isNational(talk))
    : shared && known.linkedOrganisation === undefined && said.asksWhere === true
  return says ? { ...said, blocks: [...said.blocks, whose(talk)] } : said
}

function names({ blocks }: Said, { house: { organisation } }: Talk): boolean {
  return (
    organisation !== undefined &&
    blocks.some((block) => 'text' in block && block.text.includes(organisation.name))
  )
}

/** They chose "Somewhere else", and spoke in a channel that has numbers of its own. */
function isNational({ known }: Talk): boolean {
  return known.linkedOrganisation !== undefined && known.memory.organisation === 'elsewhere'
}

function whose({ house, words }: Talk): Block {
  const name = house.organisation?.name
  return note(
    name === undefined
      ? words.say('situation.national')
      : words.say('situation.for', { organisation: name })
  )
}
