"""The paper's own words. A language that has none is read in English."""

from collections.abc import Mapping
from typing import Final

from apps.documents.types import Labels

_EN: Final = Labels(
    confirmation="Booking confirmation",
    order="Order summary",
    quote="Quote",
    valid_until="Valid until",
    included="What is included",
    requests="Special requests",
    accept="See and accept this quote",
    reference="Reference",
    when="When",
    where="Where",
    booked_by="Booked by",
    customer="Customer",
    participants="Who comes",
    description="Description",
    quantity="Qty",
    price="Price",
    amount="Amount",
    payments="Payments",
    instructions="Good to know",
    policy="Changes and cancellation",
    notes="Notes",
    manage="See, change or cancel this booking",
    check_in="Show this at check-in",
    issued="Issued {date}",
    page="{page} of {pages}",
)
_ES: Final = Labels(
    confirmation="Confirmación de reserva",
    order="Resumen del pedido",
    quote="Presupuesto",
    valid_until="Válido hasta",
    included="Qué incluye",
    requests="Peticiones especiales",
    accept="Ver y aceptar este presupuesto",
    reference="Referencia",
    when="Cuándo",
    where="Dónde",
    booked_by="Reservado por",
    customer="Cliente",
    participants="Participantes",
    description="Descripción",
    quantity="Cant.",
    price="Precio",
    amount="Importe",
    payments="Pagos",
    instructions="Conviene saber",
    policy="Cambios y cancelación",
    notes="Notas",
    manage="Ver, cambiar o cancelar esta reserva",
    check_in="Muéstrelo al llegar",
    issued="Emitido el {date}",
    page="{page} de {pages}",
)
_FR: Final = Labels(
    confirmation="Confirmation de réservation",
    order="Récapitulatif de commande",
    quote="Devis",
    valid_until="Valable jusqu’au",
    included="Ce qui est compris",
    requests="Demandes particulières",
    accept="Voir et accepter ce devis",
    reference="Référence",
    when="Quand",
    where="Où",
    booked_by="Réservé par",
    customer="Client",
    participants="Participants",
    description="Description",
    quantity="Qté",
    price="Prix",
    amount="Montant",
    payments="Paiements",
    instructions="Bon à savoir",
    policy="Modification et annulation",
    notes="Notes",
    manage="Voir, modifier ou annuler cette réservation",
    check_in="À présenter à l’arrivée",
    issued="Émis le {date}",
    page="{page} sur {pages}",
)
LABELS: Final[Mapping[str, Labels]] = {"en": _EN, "es": _ES, "fr": _FR}


def labels(language: str) -> Labels:
    """The words of a language, "es-mx" as "es"."""
    return LABELS.get(language.partition("-")[0].lower(), _EN)
