import { describe, expect, it } from 'vitest';
import { describeBrowser, type NavigatorLike } from '../../src/core/browser';

const MAC_SAFARI =
  'Mozilla/5.0 (Macintosh; Intel Mac OS X 10_15_7) AppleWebKit/605.1.15 (KHTML, like Gecko) Version/18.3 Safari/605.1.15';
const IPHONE = 'Mozilla/5.0 (iPhone; CPU iPhone OS 18_3 like Mac OS X) AppleWebKit/605.1.15 (KHTML, like Gecko)';
const WINDOWS_CHROME =
  'Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/140.0.0.0 Safari/537.36';
const ANDROID_CHROME =
  'Mozilla/5.0 (Linux; Android 10; K) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/140.0.0.0 Mobile Safari/537.36';

const brands = (...names: string[]): { brand: string }[] => names.map((brand) => ({ brand }));

describe('which browser it is', () => {
  it.each<[string, NavigatorLike, string, string, string]>([
    ['Chrome on Windows', { userAgent: WINDOWS_CHROME }, 'chrome', 'desktop', 'chrome'],
    [
      'Chrome by its hints',
      { userAgent: WINDOWS_CHROME, userAgentData: { platform: 'Windows', brands: brands('Google Chrome', 'Chromium') } },
      'chrome',
      'desktop',
      'chrome',
    ],
    [
      'Opera by its hints',
      { userAgent: `${WINDOWS_CHROME} OPR/122.0`, userAgentData: { brands: brands('Opera', 'Chromium') } },
      'chrome',
      'desktop',
      'chrome',
    ],
    ['Edge by its name', { userAgent: `${WINDOWS_CHROME} Edg/140.0.0.0` }, 'edge', 'desktop', 'edge'],
    [
      'Edge by its hints',
      { userAgent: WINDOWS_CHROME, userAgentData: { brands: brands('Chromium', 'Microsoft Edge') } },
      'edge',
      'desktop',
      'edge',
    ],
    [
      'Firefox on Linux',
      { userAgent: 'Mozilla/5.0 (X11; Linux x86_64; rv:140.0) Gecko/20100101 Firefox/140.0' },
      'firefox',
      'desktop',
      'firefox',
    ],
    [
      'Firefox on Android',
      { userAgent: 'Mozilla/5.0 (Android 15; Mobile; rv:140.0) Gecko/140.0 Firefox/140.0' },
      'firefox',
      'android',
      'android',
    ],
    ['Chrome on Android', { userAgent: ANDROID_CHROME }, 'chrome', 'android', 'android'],
    [
      'Chrome on Android that asks for desktop pages',
      { userAgent: WINDOWS_CHROME, userAgentData: { platform: 'Android', brands: brands('Chromium') } },
      'chrome',
      'android',
      'android',
    ],
    ['Safari on a Mac', { userAgent: MAC_SAFARI, maxTouchPoints: 0 }, 'safari', 'desktop', 'safari'],
    ['Safari on an iPad', { userAgent: MAC_SAFARI, maxTouchPoints: 5 }, 'safari', 'ios', 'ios'],
    ['Safari on an iPhone', { userAgent: `${IPHONE} Version/18.3 Mobile/15E148 Safari/604.1` }, 'safari', 'ios', 'ios'],
    ['Chrome on an iPhone', { userAgent: `${IPHONE} CriOS/140.0 Mobile/15E148 Safari/604.1` }, 'chrome', 'ios', 'ios'],
    ['Firefox on an iPhone', { userAgent: `${IPHONE} FxiOS/140.0 Mobile/15E148 Safari/604.1` }, 'firefox', 'ios', 'ios'],
    ['Edge on an iPhone', { userAgent: `${IPHONE} Version/18.0 EdgiOS/140.0 Mobile/15E148 Safari/604.1` }, 'edge', 'ios', 'ios'],
    ['something unheard of', { userAgent: 'Ladybird/1.0' }, 'other', 'desktop', 'other'],
    ['nothing', { userAgent: '' }, 'other', 'desktop', 'other'],
  ])('%s', (_, navigator, name, platform, help) => {
    expect(describeBrowser(navigator)).toEqual({ name, platform, help });
  });
});
