/** What people may mean, by bare id: one name each, used by content, understanding and the conversation. */
export const situationIds = [
  'phishing_email_received',
  'phishing_link_clicked',
  'password_entered',
  'attachment_opened',
  'suspicious_text',
  'suspicious_call',
  'chat_impersonation',
  'suspicious_website',
  'qr_code',
  'mfa_prompts',
  'account_taken_over',
  'password_shared',
  'ransomware_screen',
  'device_odd',
  'remote_access_given',
  'lost_stolen_device',
  'smartcard_lost',
  'badge_lost',
  'tailgating',
  'usb_found',
  'misdirected_email',
  'paper_lost',
  'patient_data_in_chat',
  'patient_data_in_ai',
  'insider_concern',
  'medical_device_odd',
  'supplier_incident',
  'payment_fraud',
  'systems_down',
  'home_scam',
  'mistake_unsure',
  'report_unsure'
] as const

export const topicIds = [
  'passwords',
  'two_step',
  'updates',
  'phishing_signs',
  'screen_lock',
  'home_devices',
  'family',
  'social_media',
  'shopping',
  'public_wifi',
  'travel',
  'backups',
  'ai_tools',
  'messaging_apps',
  'remote_working',
  'removable_media',
  'physical_security',
  'downtime'
] as const

export const errandIds = [
  'tip',
  'subscribe',
  'unsubscribe',
  'change_subscription',
  'report_status',
  'privacy',
  'person',
  'make_report',
  'greeting',
  'thanks',
  'help',
  'about'
] as const
export type Errand = (typeof errandIds)[number]

export function isErrand(intent: string): intent is Errand {
  return (errandIds as readonly string[]).includes(intent)
}
