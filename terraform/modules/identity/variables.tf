variable "name" {
  description = "Prefix of all names, such as `threadwell-dev`."
  type        = string

  validation {
    condition     = !can(regex("aws|amazon|cognito", var.name))
    error_message = "The name is part of the sign-in page's domain, where Cognito allows neither aws nor amazon nor cognito."
  }
}

variable "is_prod" {
  description = "Whether people's accounts must survive a destroy, and a second factor is asked of everybody."
  type        = bool
}

variable "origins" {
  description = "Origins whose desk people sign in to: `https://` and the domain of module edge, for development `http://localhost:8787` as well. They come back to `/curate` there."
  type        = set(string)

  validation {
    condition     = length(var.origins) > 0 && alltrue([for origin in var.origins : can(regex("^(https://[a-z0-9.-]+(:[0-9]+)?|http://localhost(:[0-9]+)?)$", origin))])
    error_message = "An origin is https://host without a path, or http://localhost with a port."
  }
}

variable "session_hours" {
  description = "How long somebody stays signed in."
  type        = number
  default     = 12

  validation {
    condition     = var.session_hours >= 1 && var.session_hours <= 720
    error_message = "session_hours is 1 to 720."
  }
}
