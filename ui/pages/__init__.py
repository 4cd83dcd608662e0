"""The pages of the application, as files for st.navigation."""
