"""The pages that an officer sees, and the one joint between the rooms and Streamlit."""
