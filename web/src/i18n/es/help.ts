// Help.
import type { help as english } from '../en/help';
import type { Strings } from '../strings';

export const help: Strings<typeof english> = {
};
