import { holidaysOf } from '../campaigns/campaign.ts'
import type { OrganisationId, Platform, TenantId } from '../identity.ts'
import type { Understand } from '../understanding/understanding.ts'
import { checkCampaigns } from './check-campaigns.ts'
import { checkContent } from './check-content.ts'
import { checkOrganisations, warningsOf } from './check-organisations.ts'
import { readWording } from './check-wording.ts'
import { createEmployers } from './employers.ts'
import { createHouse } from './house.ts'
import type { Library } from './library.ts'
import type { Organisation } from './organisation.ts'
import { contentInvalid, type Problem } from './problem.ts'
import { type Content, type Found, readContent, tellInto } from './read-content.ts'
import type { ReadFile } from './read-file.ts'
import { createWords } from './wording.ts'

/**
 * Checks all content and organisations against each other and indexes them, once, at start.
 * `letsIn`: platforms in which any workspace may install the bot by itself: only those that an organisation claims are
 * known to be somebody's. Throws one `CONTENT_INVALID` that lists every problem with file, line and mend.
 */
export function loadLibrary(
  files: readonly ReadFile[],
  organisationFiles: readonly ReadFile[],
  understand: Understand,
  letsIn: readonly Platform[] = []
): Library {
  const problems: Problem[] = []
  const tell = tellInto(problems)
  for (const { path, problems: faults } of [...files, ...organisationFiles])
    for (const { line, message } of faults)
      problems.push({
        file: path,
        line,
        says: message,
        mend: 'compare it with the lines around it'
      })
  const content = readContent(files, organisationFiles, tell)
  const { sentences, phrases } = readWording(content, files, tell)
  // Names that lead nowhere only because their file could not be read would bury the one real fault.
  if (problems.length === 0) checkContent(content, files, tell)
  checkOrganisations(content, tell)
  checkCampaigns(content, files, tell, problems.length === 0)
  if (problems.length > 0) throw contentInvalid(problems)
  return index(content, createWords(sentences), phrases, understand, letsIn)
}

function index(
  content: Content,
  words: Library['words'],
  phrases: Library['phrases'],
  understand: Understand,
  letsIn: readonly Platform[]
): Library {
  const routes = byId(content.routes)
  const organisations = byId(content.organisations)
  const nobody = createHouse(routes, undefined, words)
  const houses = new Map(
    [...organisations.values()].map((organisation) => [
      organisation.id,
      createHouse(routes, organisation, words)
    ])
  )
  const house = (id: OrganisationId | undefined) =>
    id === undefined ? nobody : (houses.get(id) ?? nobody)
  const all = [...organisations.values()].toSorted((one, other) =>
    one.name.localeCompare(other.name)
  )
  const real = all.filter(({ example }) => !example)
  const sets = {
    all: { organisations: all, employers: createEmployers(all) },
    real: { organisations: real, employers: createEmployers(real) },
    none: { organisations: [], employers: createEmployers([]) }
  }
  const claims = claimsOf(real)
  const sources = byId(content.sources)
  const isStranger = (platform: Platform, tenant: TenantId) =>
    letsIn.includes(platform) && !claims.has(`${platform} ${tenant}`)
  const setFor = (platform: Platform, tenant: TenantId) => {
    if (isTryOut(platform)) return sets.all
    return isStranger(platform, tenant) ? sets.none : sets.real
  }
  return {
    situations: byId(content.situations),
    topics: byId(content.topics),
    tips: byId(content.tips),
    jobs: byId(content.jobs),
    routes,
    organisations,
    campaigns: byId(content.campaigns),
    holidays: holidaysOf(content.holidays.map(({ value }) => value)),
    words,
    phrases,
    understand,
    house,
    isStranger,
    offered: (platform, tenant) => setFor(platform, tenant).organisations,
    employers: (platform, tenant) => setFor(platform, tenant).employers,
    claimants(platform, tenant) {
      if (!isTryOut(platform)) return claims.get(`${platform} ${tenant}`) ?? []
      const chosen = organisations.get(tenant)
      return chosen === undefined ? [] : [chosen]
    },
    sources: (ids) =>
      [...new Set(ids.flatMap((id) => sources.get(id)?.of ?? hostOf(sources.get(id)?.url)))].slice(
        0,
        3
      ),
    warnings: (now) => warningsOf(content, house, now)
  }
}

/** Examples are for trying the bot out, and for nobody's work. */
function isTryOut(platform: Platform): boolean {
  return platform === 'web' || platform === 'console'
}

function byId<T extends { readonly id: string }>(
  found: readonly Found<T>[]
): ReadonlyMap<string, T> {
  return new Map(found.map(({ value }) => [value.id, value]))
}

function claimsOf(
  organisations: readonly Organisation[]
): ReadonlyMap<string, readonly Organisation[]> {
  const claims = new Map<string, Organisation[]>()
  for (const organisation of organisations)
    for (const [platform, tenants] of Object.entries(organisation.claims))
      for (const tenant of tenants) {
        const key = `${platform} ${tenant}`
        claims.set(key, [...(claims.get(key) ?? []), organisation])
      }
  return claims
}

function hostOf(url: string | undefined): readonly string[] {
  const host = url === undefined ? undefined : /^https?:\/\/(?:www\.)?([^/]+)/.exec(url)?.[1]
  return host === undefined ? [] : [host]
}
