import type { Destination } from '../../../bot/identity.ts'
import { TenantId } from '../../../bot/identity.ts'
import type { Delivery } from '../../../bot/outbox/delivery.ts'
import { writeAddress, type Address } from '../../../adapters/slack/address.ts'
import { aReply, hasher } from './adapter.ts'

/** A delivery to wherever `address` says, drawn for the person or the place that owns it. */
export function aDelivery(address: Address, more: Partial<Delivery> = {}): Delivery {
  const isChannel = address.to === 'channel' && !address.channel.startsWith('D')
  const to: Destination = {
    platform: 'slack',
    tenant: TenantId.parse('T0TRUST'),
    scope: isChannel ? 'channel' : 'person',
    owner: isChannel
      ? hasher.place('slack', 'T0TRUST', address.channel)
      : hasher.person('slack', 'T0TRUST', 'U0ANN'),
    address: writeAddress(address)
  }
  return { id: '0123456789abcdef0123456789abcdef', to, reply: aReply(), attempts: 0, ...more }
}
