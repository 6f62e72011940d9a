"""Core objects in, Plotly figures and graph payloads out. Never imports Streamlit."""
