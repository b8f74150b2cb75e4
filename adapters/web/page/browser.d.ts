/** Where a browser has it, text becomes elements only through a policy that the page's own headers name. */
interface Window {
  readonly trustedTypes?: {
    createPolicy(
      name: string,
      rules: { readonly createHTML: (html: string) => string }
    ): { createHTML(html: string): string }
  }
}
