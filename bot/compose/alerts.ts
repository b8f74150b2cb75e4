import type { AlertParts } from '../alerts/alert-parts.ts'
import { createEditAlert, createRecallAlert } from '../alerts/change-alert.ts'
import { createSendAlert } from '../alerts/send-alert.ts'
import { createListAlerts, createShowAlert } from '../alerts/show-alert.ts'
import type { FormHandlers } from '../form-handler.ts'

/** The forms of alerts, by the action of their press. */
export function alertForms(parts: AlertParts): FormHandlers {
  return new Map([
    ['alert', createSendAlert(parts)],
    ['alert-show', createShowAlert(parts)],
    ['alert-edit', createEditAlert(parts)],
    ['alert-recall', createRecallAlert(parts)],
    ['alerts', createListAlerts(parts)]
  ])
}
