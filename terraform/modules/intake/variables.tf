variable "name" {
  description = "Prefix of everything that is made, such as `threadwell-dev`."
  type        = string

  validation {
    condition     = can(regex("^[a-z][a-z0-9-]{1,30}[a-z0-9]$", var.name))
    error_message = "It must be 3 to 32 of a-z, 0-9 and -."
  }
}

variable "worker_timeouts_s" {
  description = "Seconds that the functions may take which work the queues off: `support_requests` and `ticket_events`. A message stays hidden six times as long."
  type = object({
    support_requests = number
    ticket_events    = number
  })

  validation {
    condition     = alltrue([for seconds in values(var.worker_timeouts_s) : seconds >= 1 && seconds <= 900])
    error_message = "A function may take 1 to 900 seconds."
  }
}

variable "alert_emails" {
  description = "Who is told what failed. AWS asks each to confirm; until then nobody is told."
  type        = set(string)

  validation {
    condition     = alltrue([for email in var.alert_emails : can(regex("^[^@\\s]+@[^@\\s]+\\.[^@\\s]+$", email))])
    error_message = "Each must be an e-mail address."
  }
}

variable "notice_emails" {
  description = "Who is told what succeeded: refreshes, articles that went out."
  type        = set(string)
  default     = []

  validation {
    condition     = alltrue([for email in var.notice_emails : can(regex("^[^@\\s]+@[^@\\s]+\\.[^@\\s]+$", email))])
    error_message = "Each must be an e-mail address."
  }
}
