output "budget_name" {
  description = "The budget, as Billing lists it."
  value       = aws_budgets_budget.monthly.name
}
