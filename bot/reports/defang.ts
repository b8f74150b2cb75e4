/**
 * Links and addresses of e-mails so that nobody can press them: `hxxps://bad[.]example`, `name[@]bad[.]example`. For
 * everything that a responder reads: a report must not become a new trap.
 */
export function defang(text: string): string {
  return text
    .replace(/\b(h)tt(ps?)(?=:)/gi, '$1xx$2')
    .replace(/\bftp(?=:\/\/)/gi, 'fxp')
    .replace(/:\/\//g, '[:]//')
    .replace(/(?<=[\p{L}\p{N}_-])@(?=[\p{L}\p{N}])/gu, '[@]')
    .replace(/(?<=[\p{L}\p{N}_-])\.(?=\p{L}{2})/gu, '[.]')
    .replace(/\b(\d{1,3})\.(\d{1,3})\.(\d{1,3})\.(\d{1,3})\b/g, '$1[.]$2[.]$3[.]$4')
}
