// The connection test.
export const connection = {
} as const;
