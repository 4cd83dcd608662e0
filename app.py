"""The web application: page settings and navigation, nothing else."""

import streamlit as st

st.set_page_config(page_title="Clausemap", page_icon="ui/icon.png", layout="wide")
st.navigation(
    [
        st.Page("ui/pages/library.py", title="Library", icon=":material/folder_open:", default=True),
        st.Page("ui/pages/document.py", title="Document", icon=":material/description:"),
        st.Page("ui/pages/compare.py", title="Compare", icon=":material/compare_arrows:"),
        st.Page("ui/pages/coverage.py", title="Coverage", icon=":material/fact_check:"),
    ],
    position="top",
).run()
