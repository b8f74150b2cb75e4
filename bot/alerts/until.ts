/** "5:30pm on Saturday 28 November": still right when it is read the day after. */
export function shownUntil(moment: Date, zone: string): string {
  const part = (options: Intl.DateTimeFormatOptions) =>
    new Intl.DateTimeFormat('en-GB', { ...options, timeZone: zone }).format(moment)
  const time = part({ hour: 'numeric', minute: '2-digit', hour12: true }).replace(/\s+/g, '')
  return `${time} on ${part({ weekday: 'long', day: 'numeric', month: 'long' }).replace(',', '')}`
}
