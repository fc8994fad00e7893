// The people of the demo, and what they usually send.
export const people = {
  contosoAdmin: 'admin@contoso.example',
  contosoUser: 'user@contoso.example',
  contosoBilling: 'billing@contoso.example',
  contosoHelpdesk: 'helpdesk@contoso.example',
  fabrikamAdmin: 'admin@fabrikam.example',
  fabrikamBilling: 'billing@fabrikam.example',
  northwindAdmin: 'admin@northwind.example',
  tailspinAdmin: 'admin@tailspin.example',
  agent: 'agent@m365-cn.example',
  lead: 'lead@m365-cn.example',
  manager: 'manager@m365-cn.example',
  wwAgent: 'agent@m365-ww.example',
} as const;

export const impact = {
  down_many: { service: 'down', people: 'many' },
  impaired_some: { service: 'impaired', people: 'some' },
  question: { service: 'question' },
} as const;

let opened = 0;

/** A good body for opening a request; what is given replaces a part. */
export function newRequest(parts: Record<string, unknown> = {}): Record<string, unknown> {
  opened += 1;
  return {
    desk: 'technical',
    subject: `共有メールボックスを開けない ${opened}`,
    description: 'Outlook で **共有メールボックス** を開くとエラーになります。\n\n- 昨日から\n- 全員ではない',
    impact: impact.impaired_some,
    contact: { way: 'email' },
    ...parts,
  };
}
