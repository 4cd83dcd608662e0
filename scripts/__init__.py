"""Programs for those who keep the project; none of them is part of the product."""
