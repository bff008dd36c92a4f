"""What the page uses of Gradio without its promise: each is named here, so that a new version shows what it changed."""

from pathlib import Path

import gradio as gr
import pytest
from gradio.data_classes import FileData
from gradio.utils import get_upload_folder

from tests.app.coroutines import done
from vc.web.component import wish_of
from vc.web.fields import refuse_addresses, unconverted
from vc.web.served import cached, delete_with_page, served


@pytest.mark.parametrize("field", [gr.Audio, gr.Image, gr.File, gr.Textbox, gr.Number])
def test_no_field_fetches_an_address_whichever_way_it_is_asked(field):
    refuse_addresses()
    with pytest.raises(gr.Error, match="not fetched"):
        field().move_resource_to_block_cache("http://127.0.0.1:9/song.mp3")
    with pytest.raises(gr.Error, match="not fetched"):
        done(field().async_move_resource_to_block_cache("https://127.0.0.1:9/song.mp3"))
    assert field().move_resource_to_block_cache(None) is None


def test_files_are_still_taken(tmp_path):
    song = tmp_path / "song.mp3"
    song.write_bytes(b"sound")
    refuse_addresses()
    field = gr.File()
    moved = field.move_resource_to_block_cache(str(song))
    assert Path(moved).read_bytes() == b"sound"
    assert done(field.async_move_resource_to_block_cache(str(song))) == moved


def test_the_server_moves_files_by_the_two_methods_that_refuse_addresses():
    """`Block` is where Gradio puts what is sent into its cache: other names there would be other ways in."""
    from gradio import blocks

    assert {name for name in vars(blocks.Block) if "move_resource" in name} == {
        "move_resource_to_block_cache",
        "async_move_resource_to_block_cache",
    }


@pytest.mark.parametrize("field", [gr.Audio, gr.Image])
def test_an_unconverted_field_hands_on_the_very_file(field, tmp_path):
    path = tmp_path / "given.bin"
    path.write_bytes(b"neither a sound nor a picture")
    given = unconverted(field)(type="filepath", label="Given")
    again = given.__class__(**given.constructor_args)  # as Gradio does for a visitor whose component was changed
    for each in (given, again):
        assert each.preprocess(FileData(path=str(path))) == str(path)
        assert each.preprocess(None) is None
        assert (each.label, each.get_block_name()) == ("Given", field.__name__.lower())
    assert given.component_class_id == field.get_component_class_id()


def test_a_served_copy_lies_where_gradio_serves_from_and_goes_with_the_page(tmp_path):
    source = tmp_path / "ein Stück.bin"
    source.write_bytes(b"content")
    with gr.Blocks() as page:
        delete_with_page()
        delete_with_page()
    copy = Path(cached(source))
    assert copy.read_bytes() == b"content"
    assert copy.is_relative_to(Path(get_upload_folder()).absolute())
    assert cached(copy) == str(copy)
    assert served(copy).startswith("file=")
    assert "%C3%BC" in served(source)
    assert sum(str(copy) in files for files in page.temp_file_sets) == 1


def test_an_event_hands_over_what_the_script_sent():
    sent = {"do": "move", "beat": 3}
    assert wish_of(gr.EventData(None, sent)) == sent
