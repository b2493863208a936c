"""Pictures that an installation drew small are drawn in full, one by one, while pages show the small ones."""

from wagtail.images import get_image_model
from wagtail.signal_handlers import disable_reference_index_auto_update

from apps.operator_console.models import PackItem
from apps.tenancy import context, facts
from apps.tenancy.models import Tenant
from apps.tenancy.packs import shipped
from apps.tenancy.services import forget_pages
from cms.packs import media, svg


def finish_pictures() -> int:
    """Draw what the bound business has only as drafts; answers how many. One transaction for each picture."""
    waiting = PackItem.objects.filter(kind=media.Media.kind, made__draft=True, image__isnull=False)
    done = sum(_finish(pk) for pk in list(waiting.order_by("pk").values_list("pk", flat=True)))
    if done:
        forget_pages(Tenant.objects.get(pk=facts.current().id))
    return done


def _finish(pk: int) -> bool:
    item = PackItem.objects.select_related("pack").get(pk=pk)
    folder = shipped().get(item.pack.key)
    source = folder / media.FOLDER / f"{item.key}.svg" if folder is not None else None
    if source is None or not source.is_file():
        return False
    # Drawing is slow, so that it comes before anything is locked.
    drawing = svg.drawn(source.read_bytes())
    with context.atomic():
        item = PackItem.objects.select_for_update(of=("self",)).get(pk=pk)
        image = get_image_model().objects.select_for_update().filter(pk=item.image_id).first()
        untouched = image is not None and item.made.get("file") == image.file_hash
        if untouched:
            old = (image.width, image.height)
            focal = image.get_focal_point()
            media.replace(image, drawing, item.key)
            if focal is not None:
                media.focus(image, [focal.centroid.x / old[0], focal.centroid.y / old[1]])
            with disable_reference_index_auto_update():
                image.save()
            item.made |= {"file": image.file_hash}
        item.made["draft"] = False
        item.save(update_fields=["made"])
    return untouched
