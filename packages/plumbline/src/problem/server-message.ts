/** What PostgreSQL said, each part once: MikroORM appends detail and hint to the message. */
export function serverMessage(error: Error): string {
  const { message, detail, hint } = error as Error & { detail?: string; hint?: string };
  return [message.replace(`\n - detail: ${detail}`, '').replace(`\n - hint: ${hint}`, ''), detail, hint]
    .filter(Boolean)
    .join('\n');
}
