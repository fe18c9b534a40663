"""What is drawn with Streamlit and shared by several pages."""
