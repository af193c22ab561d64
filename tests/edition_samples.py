"""An achievement in four languages, and an institution whose site is in three of them."""

from dataclasses import replace

from samples import ISSUER
from testamur.records.model.models import Achievement

VISIT = Achievement(
    slug="visit",
    name={"en": "Harbour Visit", "fr": "Visite", "ar": "زيارة", "ja": "訪問"},
    achievement_type="Badge",
    description={"en": "A visit.", "fr": "Une visite.", "ar": "زيارة.", "ja": "訪問。"},
    criteria={"en": "Come.", "fr": "Venez.", "ar": "تعال.", "ja": "来て。"},
    version="2",
)
THREE = replace(ISSUER, languages=("en", "fr", "ja", "ar"))
