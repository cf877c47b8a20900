// Which browser this is: only to tell a person where its settings are. What the page does depends on what is there, never
// on a name.

export type BrowserName = 'chrome' | 'edge' | 'firefox' | 'safari' | 'other';
export type Platform = 'desktop' | 'ios' | 'android';

/** Whose instructions for allowing camera and microphone fit: on phones and tablets the system's, elsewhere the browser's. */
export type PermissionHelp = BrowserName | 'ios' | 'android';

export interface Browser {
  name: BrowserName;
  platform: Platform;
  help: PermissionHelp;
}

/** The members of Navigator that tell; `userAgentData` (User-Agent Client Hints) is known to Chromium alone. */
export interface NavigatorLike {
  userAgent: string;
  maxTouchPoints?: number;
  userAgentData?: { platform?: string; brands?: readonly { brand: string }[] } | undefined;
}

export function describeBrowser(navigator: NavigatorLike): Browser {
  const name = browserName(navigator);
  const platform = platformOf(navigator);
  return { name, platform, help: platform === 'desktop' ? name : platform };
}

// In this order, because most browsers claim to be others too: Edge and Chrome say "Safari", Edge says "Chrome". On iOS
// each has a mark of its own (CriOS, FxiOS, EdgiOS).
const NAME_BY_USER_AGENT: readonly (readonly [RegExp, BrowserName])[] = [
  [/\bEdg(?:e|A|iOS)?\//, 'edge'],
  [/\b(?:Firefox|FxiOS)\//, 'firefox'],
  [/\b(?:Chrome|CriOS|Chromium)\//, 'chrome'],
  [/\bVersion\/[\d.]+ .*\bSafari\//, 'safari'],
];

function browserName({ userAgent, userAgentData }: NavigatorLike): BrowserName {
  const brands = userAgentData?.brands?.map(({ brand }) => brand) ?? [];
  if (brands.includes('Microsoft Edge')) return 'edge';
  // Opera, Brave, Samsung Internet and others built on Chromium have its settings in its places.
  if (brands.includes('Google Chrome') || brands.includes('Chromium')) return 'chrome';
  return NAME_BY_USER_AGENT.find(([pattern]) => pattern.test(userAgent))?.[1] ?? 'other';
}

function platformOf({ userAgent, userAgentData, maxTouchPoints = 0 }: NavigatorLike): Platform {
  if (userAgentData?.platform === 'Android' || /\bAndroid\b/.test(userAgent)) return 'android';
  if (/\b(?:iPhone|iPad|iPod)\b/.test(userAgent)) return 'ios';
  // An iPad asks for desktop pages and says that it is a Mac; no Mac has a touch screen.
  if (/\bMacintosh\b/.test(userAgent) && maxTouchPoints > 1) return 'ios';
  return 'desktop';
}
