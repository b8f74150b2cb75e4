import { Actions, Button, Card, CardText, type CardElement } from 'chat'
import { contactLines } from '../../../adapters/teams/contacts.ts'
import type { Block, Reply } from '../../../bot/conversation/reply.ts'

/** Our answer as the Chat SDK's own card, which its adapters draw for each platform. */
export function peerCard({ card }: Reply): CardElement {
  const [first, ...rest] = card.blocks
  const title = first?.kind === 'heading' ? first.text : undefined
  const blocks = title === undefined ? card.blocks : rest
  return Card({
    ...(title === undefined ? {} : { title }),
    children: [
      ...blocks.flatMap((block) => linesOf(block).map((line) => CardText(line))),
      Actions(
        card.buttons.flatMap((button) =>
          button.kind === 'press'
            ? [
                Button({
                  id: button.press.action,
                  label: button.label,
                  value: button.press.about ?? ''
                })
              ]
            : []
        )
      )
    ]
  })
}

function linesOf(block: Block): readonly string[] {
  switch (block.kind) {
    case 'steps':
      return block.items.map((item, at) => `${at + 1}. ${item}`)
    case 'donts':
      return block.items
    case 'contacts':
      return block.items.flatMap((contact) => [
        contact.name,
        ...contactLines(contact).map(({ plain }) => plain)
      ])
    case 'heading':
    case 'text':
    case 'note':
      return [block.text]
  }
}
