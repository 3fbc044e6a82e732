export const endToEnd = async () => undefined;
