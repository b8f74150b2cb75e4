import { applies, desk, type House } from './house.ts'
import type { Organisation } from './organisation.ts'
import { cannotBeRight, isMadeUp, numbersOf } from './phone-numbers.ts'
import type { Problem } from './problem.ts'
import type { Content, Found, Tell } from './read-content.ts'
import { tellInto } from './read-content.ts'

/** What stops the start in an organisation's file, beyond its shape. */
export function checkOrganisations({ organisations, routes }: Content, tell: Tell): void {
  const known = new Set(routes.map(({ value }) => value.id))
  const ids = new Map<string, string>()
  for (const { value, file } of organisations) {
    const other = ids.get(value.id)
    if (other !== undefined)
      tell(
        file,
        ['id'],
        `the organisation "${value.id}" is also in ${other}`,
        'give one of them another id, or take it out'
      )
    ids.set(value.id, file.path)
    if (!isTimeZone(value.timeZone))
      tell(
        file,
        ['timeZone'],
        `"${value.timeZone}" is not a time zone`,
        'write one such as Europe/London'
      )
    for (const { at, number } of numbersOf(value)) {
      const fault = cannotBeRight(number)
      if (fault !== undefined)
        tell(
          file,
          at,
          `the number "${number}" ${fault}`,
          'call it once, then write it as you dialled it'
        )
    }
    for (const [id, ways] of Object.entries(value.routes)) {
      if (!known.has(id))
        tell(
          file,
          ['routes', id],
          `there is no route "${id}"`,
          'check its spelling: the routes are in routes.yaml'
        )
      if (ways === 'off' || 'none' in ways) continue
      const { phone, text, email, url, inWords } = ways
      if (id === desk && ways.outOfHours === undefined)
        tell(
          file,
          ['routes', id],
          'the service desk has no number for outside its hours',
          'add "outOfHours: same", or a block with its "phone", or with "instead": who is on call'
        )
      if ([phone, text, email, url, inWords].every((way) => way === undefined))
        tell(
          file,
          ['routes', id],
          `"${id}" has no way to reach it`,
          'add a phone, text, email, url or inWords'
        )
    }
  }
}

function isTimeZone(name: string): boolean {
  try {
    return new Intl.DateTimeFormat('en-GB', { timeZone: name }).resolvedOptions().timeZone !== ''
  } catch {
    // The one way that Intl has to say no.
    return false
  }
}

/** What does not stop the start, but somebody ought to look at. Examples are left out: they are there to be copied. */
export function warningsOf(
  { routes, organisations }: Content,
  house: (id: Organisation['id']) => House,
  now: Date
): readonly Problem[] {
  const warnings: Problem[] = []
  const tell = tellInto(warnings)
  const today = now.toISOString().slice(0, 10)
  for (const { value, file, at } of routes)
    if (value.scope === 'national' && value.reviewBy < today)
      tell(
        file,
        [...at, 'reviewBy'],
        `the route "${value.id}" was due to be looked at by ${value.reviewBy}; people see when it was last checked`,
        'check it, then write new days in "checkedOn" and "reviewBy"'
      )
  const real = organisations.filter(({ value }) => !value.example)
  for (const found of real)
    for (const { value: route } of routes)
      if (
        route.scope === 'local' &&
        found.value.routes[route.id] === undefined &&
        applies(route, found.value)
      )
        blank(found, route, house(found.value.id), now, tell)
  for (const { value, file } of real)
    for (const { at, number } of numbersOf(value))
      if (isMadeUp(number))
        tell(
          file,
          at,
          `the number "${number}" is kept for films and examples, and nobody answers it`,
          'write your own number'
        )
  claimedTwice(real, tell)
  return warnings
}

function blank(
  { value, file }: Found<Organisation>,
  route: { readonly id: string; readonly blank: string },
  house: House,
  now: Date,
  tell: Tell
): void {
  const reach = house.reach(route.id, now, 'printed')
  const instead = reach?.contacts[0]?.name
  tell(
    file,
    ['routes'],
    instead === undefined
      ? `"${value.id}" has no "${route.id}" (${route.blank}), and nothing stands in for it`
      : `"${value.id}" has no "${route.id}" (${route.blank}); people are sent to: ${instead}`,
    'fill it in, or leave it so'
  )
}

function claimedTwice(organisations: readonly Found<Organisation>[], tell: Tell): void {
  const by = new Map<string, string>()
  for (const { value, file } of organisations)
    for (const [platform, tenants] of Object.entries(value.claims))
      for (const [at, tenant] of tenants.entries()) {
        const other = by.get(`${platform} ${tenant}`)
        if (other === undefined) by.set(`${platform} ${tenant}`, value.id)
        else
          tell(
            file,
            ['claims', platform, at],
            `"${value.id}" and "${other}" both claim the same tenant, so its people are asked where they work`,
            'leave it so if both are right'
          )
      }
}
