/** What TypeScript does not know of a window. */
interface Window {
  /** In a page that `heads-up preview` wrote, where the renderer stands as a script of its own. */
  readonly AdaptiveCards: typeof import('adaptivecards')
  /** Where a browser has it, text becomes elements only through a policy that the page's own headers name. */
  readonly trustedTypes?: {
    createPolicy(
      name: string,
      rules: { readonly createHTML: (html: string) => string }
    ): { createHTML(html: string): string }
  }
}
