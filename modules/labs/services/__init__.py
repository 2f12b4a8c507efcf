"""What happens with labs; one package a subject."""
