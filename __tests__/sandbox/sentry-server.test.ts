// Where an earlier reading of the documentation and Sentry's own tests differ: each is what those tests assert, or what
// the source named beside it does (getsentry/sentry, 2026). A test that is named in a comment is theirs.
import { describe, expect, it } from '@jest/globals'
import { ORG_TOKEN } from '../../sandbox/sentry/index.ts'
import { START, start } from './sentry-harness.ts'

const HOUR = 3_600_000

type World = Awaited<ReturnType<typeof start>>

/** Versions that a list shows, in its order. */
async function versions({ call }: World, query = '', path = 'releases/'): Promise<unknown> {
  const { body, status } = await call('GET', `${path}${query}`)
  return Array.isArray(body) ? body.map((each) => each.version) : { status, body }
}

const refusal = (status: number, detail: string) => ({
  status,
  body: { detail: expect.stringContaining(detail) },
})
const MISSING = refusal(404, 'does not exist')

describe('the list of releases of an organization', () => {
  it('is ordered by when a release was made, which the date of a release does not change', async () => {
    // tests/sentry/api/endpoints/test_organization_releases.py: test_release_list_order_by_date_added
    const world = await start()
    world.sentry.addRelease('6', { dateCreated: START, dateReleased: START + 9 * HOUR })
    world.sentry.addRelease('7', { dateCreated: START + HOUR })
    world.sentry.addRelease('8', { dateCreated: START + 2 * HOUR, dateReleased: START - HOUR })
    expect(await versions(world)).toEqual(['8', '7', '6'])
  })

  it('puts a release that was made last first, though others were released later', async () => {
    // test_organization_releases.py: test_simple ([4, 1, 3])
    const world = await start()
    world.sentry.addRelease('1', { dateCreated: START })
    world.sentry.addRelease('3', { dateCreated: START - HOUR, dateReleased: START + HOUR })
    world.sentry.addRelease('4', { dateCreated: START + HOUR })
    expect(await versions(world)).toEqual(['4', '1', '3'])
  })

  it('is by date of release where it is the list of one project', async () => {
    // project_releases.py: COALESCE(date_released, date_added)
    const world = await start()
    world.sentry.addRelease('old', { dateCreated: START - HOUR, dateReleased: START + HOUR })
    world.sentry.addRelease('new', { dateCreated: START })
    expect(await versions(world, '', '/api/0/projects/acme/web/releases/')).toEqual(['old', 'new'])
  })

  it('shows a release in an environment only for the project that it reached there', async () => {
    // organization_releases.py: add_environment_to_queryset asks both of one row
    const world = await start()
    world.sentry.addRelease('1', { projects: ['web', 'api'] })
    world.sentry.injectDeploy('1', { environment: 'production', projects: ['web'] })
    expect(await versions(world, '?environment=production&project=api')).toEqual([])
    expect(await versions(world, '?environment=production&project=web')).toEqual(['1'])
    expect(await versions(world, '?environment=production')).toEqual(['1'])
  })

  it('shows releases that only events made known, in an environment that nothing was deployed to', async () => {
    // event_manager.py and the consumers of spans: ReleaseProjectEnvironment.get_or_create
    const world = await start()
    expect((await world.call('GET', 'releases/?environment=production')).status).toBe(404)
    world.sentry.injectEvents('web@3', { environment: 'production', firstSeen: START })
    expect(await versions(world, '?environment=production')).toEqual(['web@3'])
    expect((await world.call('GET', 'releases/web@3/')).body).toMatchObject({
      deployCount: 0,
      lastDeploy: null,
      firstEvent: '2026-11-20T10:00:00Z',
      projects: [{ slug: 'web' }],
    })
    expect((await world.call('GET', 'releases/web@3/deploys/')).body).toEqual([])
  })

  it('shows open and archived ones when the status is empty', async () => {
    // test_organization_release_details.py / test_organization_releases.py: test_archive_release
    const world = await start()
    world.sentry.addRelease('open')
    world.sentry.addRelease('archived').status = 'archived'
    expect(await versions(world, '?status=')).toEqual(['archived', 'open'])
    expect(await versions(world, '?status=archived')).toEqual(['archived'])
    expect(await versions(world)).toEqual(['open'])
  })

  it.each([
    ['sort=bogus', 'invalid sort'], // organization_releases.py get()
    ['status=bogus', 'invalid value for status'], // organization_releases.py get()
    ['summaryStatsPeriod=bogus', 'Invalid summaryStatsPeriod'], // get_stats_period_detail
    ['start=null&end=null', ''], // test_organization_releases.py: dates that are no dates
    ['per_page=101', 'Invalid per_page'], // api/base.py get_per_page: at most 100
    ['per_page=0', 'Invalid per_page'],
    ['per_page=ten', 'Invalid per_page'],
    ['sort=users', 'requires flattening'], // organization_releases.py SESSION_SORTS
    ['cursor=next', 'Invalid cursor'],
  ])('refuses %s', async (query, detail) => {
    const world = await start()
    world.sentry.addRelease('1')
    expect(await world.call('GET', `releases/?${query}`)).toMatchObject(refusal(400, detail))
  })

  it('keeps only those made in a given time', async () => {
    // organization_releases.py: add_date_filter_to_queryset over date_added
    const world = await start()
    world.sentry.addRelease('before', { dateCreated: START - HOUR })
    world.sentry.addRelease('1', { dateCreated: START })
    expect(await versions(world, '?start=2026-11-20T09:30:00Z&end=2026-11-20T10:30:00Z')).toEqual(['1'])
  })

  it('tells the adoption stage of each project when asked', async () => {
    // test_organization_releases.py: test_adoption_stages
    const world = await start()
    world.sentry.addRelease('1')
    const [plain] = [(await world.call('GET', 'releases/')).body].flat()
    const [asked] = [(await world.call('GET', 'releases/?adoptionStages=1')).body].flat()
    expect(plain).not.toHaveProperty('adoptionStages')
    expect(asked).toMatchObject({ adoptionStages: { web: { stage: 'low_adoption' } } })
  })

  // test_organization_releases.py: test_query_filter, test_query_filter_suffix, test_release_filter, test_finalized_filter
  it.each([
    ['release:foobar', ['foobar']],
    ['release:foo*', ['food', 'foobar']],
    ['!release:foo*', ['1.0+1234', 'my.app@2']],
    ['1.0 (1234)', ['1.0+1234']],
    ['finalized:true', ['my.app@2']],
    ['finalized:false', ['1.0+1234', 'food', 'foobar']],
    ['OOB', ['foobar']],
    ['finalized:false foo', ['food', 'foobar']],
  ])('is searched by the query %s', async (query, found) => {
    const world = await start()
    world.sentry.addRelease('foobar', { dateCreated: START })
    world.sentry.addRelease('food', { dateCreated: START + HOUR })
    world.sentry.addRelease('my.app@2', { dateCreated: START + 2 * HOUR, dateReleased: START })
    world.sentry.addRelease('1.0+1234', { dateCreated: START + 3 * HOUR })
    expect(await versions(world, `?query=${encodeURIComponent(query)}`)).toEqual(found)
  })

  it('goes on page by page by the cursor of its Link header, with the filters kept', async () => {
    // api/paginator.py OffsetPaginator
    const world = await start({ pageSize: 2 })
    for (const version of ['1', '2', '3', '4', '5']) {
      world.sentry.injectEvents(version, { environment: 'production' })
    }
    let path = 'releases/?environment=production'
    const pages: unknown[] = []
    for (let more = true; more; ) {
      pages.push(await versions(world, '', path))
      const { headers } = await world.call('GET', path)
      const [, next = '', results] =
        /, <([^>]+)>; rel="next"; results="(\w+)"/.exec(headers.get('link') ?? '') ?? []
      more = results === 'true'
      path = next
    }
    expect(pages).toEqual([['5', '4'], ['3', '2'], ['1']])
    expect(world.sentry.surprises).toEqual([])
  })
})

describe('one release', () => {
  it('is not found under a project it is not in', async () => {
    // test_organization_release_details.py: test_wrong_project
    const { call, sentry } = await start()
    sentry.addRelease('1')
    expect(await call('GET', 'releases/1/?project=102')).toMatchObject(MISSING)
    expect((await call('GET', 'releases/1/?project=101')).status).toBe(200)
  })

  it('is refused under a project of another organization', async () => {
    // get_projects() of api/bases/organization.py: 403 or 404
    const { call, sentry } = await start()
    sentry.addRelease('1')
    expect([403, 404]).toContain((await call('GET', 'releases/1/?project=999')).status)
  })

  it('tells its neighbours, and the first and last release, under a project', async () => {
    // test_organization_release_details.py: test_get_prev_and_next_release_to_current_release_on_date_sort
    const { call, sentry } = await start()
    for (const [index, version] of ['1', '2', '3'].entries()) {
      sentry.addRelease(version, { dateCreated: START + index * HOUR })
    }
    sentry.addRelease('other', { projects: ['api'], dateCreated: START + 9 * HOUR })
    const meta = async (version: string) =>
      Object((await call('GET', `releases/${version}/?project=web`)).body).currentProjectMeta
    expect(await meta('2')).toMatchObject({
      prevReleaseVersion: '1',
      nextReleaseVersion: '3',
      firstReleaseVersion: '1',
      lastReleaseVersion: '3',
    })
    expect(await meta('3')).toMatchObject({ prevReleaseVersion: '2', nextReleaseVersion: null })
    expect((await call('GET', 'releases/2/')).body).toMatchObject({ currentProjectMeta: {} })
  })

  it('is refused under a project with a sort that does not exist', async () => {
    // test_organization_release_details.py: test_get_prev_and_next_release_on_invalid_sort
    const { call, sentry } = await start()
    sentry.addRelease('1')
    expect(await call('GET', 'releases/1/?project=101&sort=invalid_sort')).toMatchObject(
      refusal(400, 'invalid sort'),
    )
  })

  it('answers 405 to a method that its path does not have', async () => {
    // Django REST framework's dispatch()
    const { call, sentry } = await start()
    sentry.addRelease('1')
    expect(await call('PATCH', 'releases/1/', {})).toMatchObject(refusal(405, 'Method "PATCH" not allowed.'))
    expect((await call('DELETE', 'releases/')).status).toBe(405)
    expect(sentry.surprises).toHaveLength(2)
  })

  it('is created only in projects whose teams the user is in, though others are visible', async () => {
    // organization_releases.py post(): get_projects() without all accessible ones
    const { create, call, sentry } = await start()
    sentry.state.tokens.push({ value: 'member', scopes: ['project:releases'], joined: ['web'] })
    expect(await create({ projects: ['web', 'api'] }, 'member')).toMatchObject({
      status: 400,
      body: { projects: ['Invalid project ids or slugs'] },
    })
    sentry.addRelease('2', { projects: ['api'] })
    expect((await call('GET', 'releases/2/', undefined, 'member')).status).toBe(200)
    expect((await create({}, 'member')).status).toBe(201)
  })

  it('stores an address of more than 75 characters as 72 and three dots', async () => {
    // models/releases/set_commits.py: truncatechars(75)
    const { create } = await start()
    const commits = [{ id: 'a', author_name: 'A', author_email: `${'x'.repeat(70)}@example.com` }]
    expect((await create({ commits })).body).toMatchObject({
      authors: [{ email: `${'x'.repeat(70)}@e...` }],
    })
  })

  it('is shared by two projects, of which each has deploys of its own; the last deploy is of any', async () => {
    // release_deploys.py: Release.last_deploy_id, and test_with_project
    const { call, sentry } = await start()
    sentry.addRelease('1.4.0', { projects: ['web', 'api'] })
    const web = sentry.injectDeploy('1.4.0', { environment: 'production', projects: ['web'] })
    const api = sentry.injectDeploy('1.4.0', { environment: 'production', projects: ['api'] })
    expect((await call('GET', 'releases/1.4.0/')).body).toMatchObject({
      deployCount: 2,
      lastDeploy: { id: api.id },
    })
    const ids = async (query: string) => [(await call('GET', `releases/1.4.0/deploys/${query}`)).body].flat()
    expect(await ids('?project=101')).toMatchObject([{ id: web.id }])
    expect(await ids('?project=api')).toMatchObject([{ id: api.id }])
    expect(await ids('?project=-1')).toHaveLength(2)
    expect(await ids('')).toHaveLength(2)
  })
})

describe('deploys', () => {
  it('are all listed with project=-1, and refused for a project that is not there', async () => {
    // test_release_deploys.py: test_with_project
    const { call, sentry } = await start()
    sentry.addRelease('1')
    sentry.injectDeploy('1', { environment: 'production' })
    expect((await call('GET', 'releases/1/deploys/?project=-1')).body).toHaveLength(1)
    expect((await call('GET', 'releases/1/deploys/?project=none')).status).toBe(403)
  })

  it('have ids that a number cannot hold, told apart as text', async () => {
    // db/models/fields/bounded.py: 64 bits; the serializer writes str(obj.id)
    const { call, create, sentry } = await start({ longIds: true })
    await create()
    const post = async () =>
      Object((await call('POST', 'releases/1.0.0/deploys/', { environment: 'production' })).body)
    const [first, second] = [await post(), await post()]
    expect(first.id).toMatch(/^\d{19}$/)
    expect(second.id).not.toBe(first.id)
    expect(Number(second.id)).toBe(Number(first.id))
    expect((await call('GET', 'releases/1.0.0/deploys/')).body).toEqual([second])
    expect((await call('GET', 'releases/1.0.0/')).body).toMatchObject({
      id: expect.any(Number),
      lastDeploy: second,
    })
    expect(sentry.release('1.0.0')?.deploys).toHaveLength(2)
  })

  it('whose rows per project were lost stand in no list, but are counted', async () => {
    // release_deploys.py create_deploy(): one write after the other, not one transaction
    const { call, sentry } = await start()
    sentry.addRelease('1')
    sentry.injectDeploy('1', { environment: 'production', name: 'half', projects: [] })
    expect((await call('GET', 'releases/1/deploys/')).body).toEqual([])
    expect((await call('GET', 'releases/1/')).body).toMatchObject({
      deployCount: 1,
      lastDeploy: { name: 'half' },
    })
  })
})

describe('the routes of one project', () => {
  it('show and delete a release of the project, and no other', async () => {
    // project_release_details.py get(), delete(); asked for by sentry-cli 2 with one project
    const { call, sentry } = await start()
    sentry.addRelease('1', { projects: ['api'] })
    const path = (project: string) => `/api/0/projects/acme/${project}/releases/1/`
    expect((await call('GET', path('api'))).body).toMatchObject({ version: '1' })
    expect(await call('GET', path('web'))).toMatchObject(MISSING)
    expect(await call('DELETE', path('web'))).toMatchObject(MISSING)
    expect((await call('DELETE', path('api'), undefined, ORG_TOKEN)).status).toBe(403)
    expect((await call('DELETE', path('api'))).status).toBe(204)
    expect(sentry.release('1')).toBeUndefined()
  })
})

describe('limits', () => {
  it('count each method on its own', async () => {
    // organization_releases.py rate_limits: one entry a method
    const { call, create } = await start({ rateLimits: true })
    for (let count = 0; count < 30; count += 1) {
      expect((await create()).status).toBeLessThan(300)
      expect((await call('GET', 'releases/')).status).toBe(200)
    }
  })
})
