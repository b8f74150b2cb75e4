/** Three employers of the stories: two numbers and its own button, nobody but a manager, one number. */
export const trust = {
  id: 'riverside-trust',
  name: 'Riverside NHS Trust',
  alsoKnownAs: ['the Riverside'],
  nation: 'ENG',
  sector: 'nhs',
  nhsMail: true,
  claims: { slack: ['TRIVER'], teams: ['aaaaaaaa-bbbb-4ccc-8ddd-eeeeeeeeeeee'] },
  routes: {
    local_it: {
      phone: '020 7946 0001',
      hours: 'Monday to Friday, 8am to 6pm',
      outOfHours: { phone: '020 7946 0002' }
    },
    report_button: { inWords: 'Report button in Outlook, top right' },
    local_ftsu: { phone: '020 7946 0003' }
  },
  promises: {
    whoSees: 'Only the 4 people of the security team see a report.',
    fairness: 'Nobody here is punished for an honest mistake.'
  }
}
export const home = {
  id: 'hillview-home',
  name: 'Hillview Care Home',
  nation: 'SCT',
  sector: 'care',
  claims: { slack: ['TSHARED'] },
  routes: { local_it: { none: true, instead: 'The manager on call', phone: '01632 960001' } },
  choices: { afterReporting: 'delete' }
}
export const practice = {
  id: 'lakeside-practice',
  name: 'Lakeside Surgery',
  nation: 'ENG',
  sector: 'gp',
  claims: { slack: ['TSHARED'] },
  routes: { local_it: { phone: '01632 960002', outOfHours: 'same' } }
}
