// Help.
export const help = {
} as const;
