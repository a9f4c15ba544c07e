"""The MedPix 2.0 export: hundreds of cases in one JSON file, images and what they show in others beside it."""
