"""Settings of pages and menu: what lies below ``/studio/settings/pages/``."""

from __future__ import annotations

from django.urls import path

from safelight.site.views import page_editor, page_list

_P = "<slug:page>/"
_B = f"{_P}blocks/<slug:block>/"
urlpatterns = [
    path("", page_list.index, name="pages"),
    path("menu/", page_list.arrange, name="menu"),
    path(_P, page_editor.edit, name="page"),
    path(f"{_P}preview/", page_editor.preview, name="page_preview"),
    path(f"{_P}publishing/", page_editor.publish, name="page_publish"),
    path(f"{_P}deletion/", page_editor.delete, name="page_delete"),
    path(f"{_P}undo/", page_editor.bring_back, name="page_undo"),
    path(f"{_P}versions/<slug:version>/", page_editor.go_back, name="page_version"),
    path(f"{_P}blocks/", page_editor.add, name="block_add"),
    path(_B, page_editor.write, name="block"),
    path(f"{_B}place/", page_editor.move, name="block_move"),
    path(f"{_B}removal/", page_editor.remove, name="block_remove"),
]
