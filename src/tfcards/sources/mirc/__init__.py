"""RSNA MIRC documents: teaching files in XML, alone or as file-sets with their images."""
