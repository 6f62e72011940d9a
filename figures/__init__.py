"""What several lessons draw with: graphs, curves, arithmetic and numbers, as data. Never imports Streamlit."""
