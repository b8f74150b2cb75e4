import { situationIds, topicIds } from '../../bot/content/intents.ts'

const national = {
  scope: 'national',
  sources: ['S01'],
  checkedOn: '2026-11-23',
  reviewBy: '2027-05-23'
}
const routes = [
  { id: 'local_it', scope: 'local', name: 'Your IT service desk', blank: 'IT service desk' },
  {
    id: 'local_manager',
    scope: 'local',
    name: 'Your manager',
    blank: 'Manager on duty',
    standIn: 'local_it'
  },
  {
    id: 'local_ftsu',
    scope: 'local',
    name: 'Your Freedom to Speak Up guardian',
    blank: 'Freedom to Speak Up guardian',
    standIn: 'local_manager'
  },
  {
    id: 'local_emergency',
    scope: 'local',
    name: 'Your inside emergency number',
    blank: 'Emergency number inside',
    standIn: 'emergency_999'
  },
  {
    id: 'local_safeguarding',
    scope: 'local',
    name: 'Your safeguarding lead',
    blank: 'Safeguarding lead',
    standIn: 'emergency_999'
  },
  {
    id: 'local_wellbeing',
    scope: 'local',
    name: 'Your staff wellbeing line',
    blank: 'Staff wellbeing line',
    standIn: 'emergency_999'
  },
  {
    id: 'local_language',
    scope: 'local',
    name: 'Your help in other languages',
    blank: 'Help in other languages',
    standIn: 'local_it'
  },
  { ...national, id: 'emergency_999', name: 'Emergency services', ways: { phone: '999' } },
  {
    id: 'report_button',
    scope: 'local',
    name: 'Report phishing button',
    blank: 'Report phishing button',
    standIn: 'spamreports',
    how: ['Open the message.', 'Press the button.']
  },
  {
    ...national,
    id: 'spamreports',
    name: 'NHS mail spam reports',
    nations: ['ENG'],
    nhsMailOnly: true,
    ways: { email: 'spamreports@nhs.net' },
    how: ['Start a new message.', 'Attach the suspect one.', 'Send it.']
  },
  {
    ...national,
    id: 'sers',
    name: 'Suspicious Email Reporting Service',
    ways: { email: 'report@phishing.gov.uk' },
    how: ['Forward the message.']
  },
  { ...national, id: 'bank_159', name: 'Your bank', ways: { phone: '159' } },
  {
    ...national,
    id: 'report_fraud',
    name: 'Report Fraud',
    nations: ['ENG', 'WLS', 'NIR'],
    ways: { phone: '0300 123 2040', hours: 'Monday to Friday, 8am to 8pm' }
  },
  {
    ...national,
    id: 'police_scotland',
    name: 'Police Scotland',
    nations: ['SCT'],
    ways: { phone: '101' }
  },
  {
    ...national,
    id: 'csoc',
    name: 'National cyber centre',
    nations: ['ENG'],
    for: 'managers',
    ways: { phone: '0300 303 5222' }
  }
]

const porters = { id: 'porters', label: 'porters and kitchens', said: ['porter', 'porters'] }
const care = { id: 'care', label: 'care work', said: ['carer', 'carers', 'reception'] }
const told: Readonly<Record<string, object>> = {
  phishing_email_received: {
    title: 'Suspicious email: tap nothing in it',
    label: 'I got a suspicious email',
    urgency: 'soon',
    private: false,
    steps: [
      { text: 'Press the button.', when: { afterReporting: 'keep' } },
      { text: 'Press it, then delete the message.', when: { afterReporting: 'delete' } },
      'Attach it to a new email to {spamreports}.',
      'Leave it there.',
      'Tell the others.'
    ],
    donts: ['Do not reply to it.', 'Do not forward it to colleagues.'],
    tell: ['report_button', 'spamreports', 'sers', 'local_it', 'csoc'],
    include: ['Time it came'],
    home: { steps: ['Forward it.'], tell: ['sers'] },
    next: [{ label: 'I already tapped or replied', situation: 'phishing_link_clicked' }]
  },
  phishing_link_clicked: {
    title: 'Stop typing and close the page',
    label: 'I clicked a link',
    urgency: 'now',
    private: true,
    steps: ['Close the page.', 'Ring {local_it}.', 'Keep the message.'],
    donts: ['Do not delete the message.'],
    tell: ['local_it', 'local_manager'],
    say: 'I clicked a link',
    next: [{ label: 'I typed my password too', situation: 'password_entered' }]
  },
  password_entered: {
    title: 'Change that password now',
    label: 'I typed my password on a fake page',
    urgency: 'now',
    private: true,
    steps: ['Change it on another device.', 'Say no to any sign-in prompt you did not start.'],
    tell: ['local_it'],
    say: 'I entered my password on a fake page'
  },
  misdirected_email: {
    title: 'Ask them to delete it unread',
    label: 'I sent something to the wrong person',
    urgency: 'today',
    private: true,
    steps: ['Ask them to delete it.', 'Tell {local_manager}.'],
    tell: ['local_manager'],
    why: 'Most of these end well when told early.'
  },
  payment_fraud: {
    title: 'Ring your bank',
    label: 'Money has gone',
    urgency: 'now',
    private: true,
    steps: ['Ring now.'],
    tell: ['report_fraud', 'police_scotland', 'bank_159']
  },
  supplier_incident: {
    title: 'Tell IT first',
    label: 'A supplier was attacked',
    urgency: 'today',
    private: false,
    steps: ['Tell IT.'],
    tell: ['csoc', 'local_it', 'emergency_999']
  },
  systems_down: {
    title: 'Use paper',
    label: 'Systems are down',
    urgency: 'today',
    private: false,
    steps: ['Use paper.'],
    tell: ['csoc']
  },
  mistake_unsure: {
    title: 'Tell me a little more',
    label: 'I think I did something wrong',
    urgency: 'today',
    private: true,
    steps: ['Ring if unsure.'],
    tell: ['local_it']
  },
  report_unsure: {
    title: 'What do you want to report?',
    label: 'Reporting something',
    urgency: 'soon',
    private: false,
    steps: ['Tell {local_it}.'],
    tell: ['local_it']
  },
  suspicious_text: {
    title: 'Tap nothing',
    label: 'I got a suspicious text',
    urgency: 'soon',
    private: false,
    steps: ['Leave it.'],
    tell: ['local_it']
  }
}

const plainSituation = (id: string) => ({
  title: `Do this: ${id}`,
  label: `About ${id}`,
  urgency: 'today',
  private: true,
  steps: ['Tell somebody.'],
  tell: ['local_it']
})
const plainTopic = (id: string) => ({
  id,
  title: `Advice: ${id}`,
  label: `On ${id}`,
  advice: ['Do one thing.', 'Then {local_it} helps.'],
  tips: ['tip-0'],
  next: ['password_entered']
})
const plainTip = (_: unknown, at: number) => ({
  id: `tip-${at}`,
  title: `Tip number ${at}`,
  fact: 'A fact.',
  action: 'An action.',
  where: 'both',
  topics: ['passwords'],
  months: at === 4 ? [12] : [],
  for: at === 1 ? ['porters'] : at === 2 ? ['care'] : [],
  sources: ['S01'],
  checkedOn: '2026-11-23'
})

/** A little content of every kind: all situations and topics, most of them plain. */
export const content = {
  routes: { routes },
  situations: {
    situations: situationIds.map((id) => ({
      id,
      sources: ['S01'],
      ...(told[id] ?? plainSituation(id))
    }))
  },
  topics: { topics: topicIds.map(plainTopic) },
  tips: { tips: Array.from({ length: 6 }, plainTip) },
  jobs: { jobs: [porters, care] },
  campaign: { id: 'weekly', cron: '0 9 * * 1' },
  holidays: {
    about: 'Days off',
    source: { url: 'https://www.example.org/days', version: '1', licence: 'MIT' },
    checkedOn: '2026-11-23',
    until: '2028-12-31',
    days: Object.fromEntries(['ENG', 'WLS', 'SCT', 'NIR'].map((nation) => [nation, ['2026-12-28']]))
  },
  sources: { sources: { S01: { url: 'https://example.org/page', of: 'NCSC', confidence: 'E' } } }
}
