"""The lesson frame: everything the pages share that touches Streamlit."""
