// Emotion writes its rules into <style> elements, which a content security policy without 'unsafe-inline' blocks, empty
// ones too. A constructed style sheet is no inline style: the policy has nothing to say about it.
import createCache, { type EmotionCache } from '@emotion/cache';

type StyleSheetLike = EmotionCache['sheet'];
type SheetOptions = ConstructorParameters<new (options: { key: string; container: Node }) => StyleSheetLike>[0];

class AdoptedSheet {
  readonly isSpeedy = true;
  readonly tags: HTMLStyleElement[] = [];
  readonly container: Node;
  readonly key: string;
  readonly nonce: string | undefined = undefined;
  before: Element | null = null;
  private readonly sheet = new CSSStyleSheet();

  constructor(options: SheetOptions) {
    this.key = options.key;
    this.container = options.container;
    // Emotion makes the sheet of the components first and those of global styles later; the later ones must come before
    // it in the cascade, or a reset would win over a component.
    document.adoptedStyleSheets = [this.sheet, ...document.adoptedStyleSheets];
  }

  hydrate(): void {
    // There is no markup from a server to take styles from.
  }

  insert(rule: string): void {
    try {
      this.sheet.insertRule(rule, this.sheet.cssRules.length);
    } catch {
      // A selector for another engine (::-moz-…): a browser skips it in a style element, too.
    }
  }

  flush(): void {
    this.sheet.replaceSync('');
  }
}

export function makeStyleCache(): EmotionCache {
  const cache = createCache({ key: 'cr', speedy: true });
  const { key, container } = cache.sheet;
  cache.sheet = new AdoptedSheet({ key, container }) as unknown as StyleSheetLike;
  return cache;
}
