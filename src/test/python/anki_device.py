"""A device with the newest Anki on it: the folder named by the first argument.

Reads a command as one line of JSON, does it, and answers with one line of JSON. `null` is the answer to what has none.
"""

import json
import os
import random
import sys
import time
from pathlib import Path

from anki.buildinfo import version
from anki.collection import AddNoteRequest, Collection
from anki.decks import DeckId
from anki.scheduler.v3 import CardAnswer
from anki.sync_pb2 import SyncAuth
from google.protobuf.json_format import MessageToDict

WORDS = ["Straße", "STRASSE", "İstanbul", "ıspanak", "Ὀδυσσεύς", "漢字", "한국어", "e\u0301te\u0301", "été", "🎴🇯🇵", "verbs", "Verbs", "a (round) name"]


class Device:
    def __init__(self, folder):
        folder.mkdir(parents=True, exist_ok=True)
        self.folder = folder
        self.sign_in = folder / "sign-in.json"
        self.col = Collection(str(folder / "collection.anki2"))

    def perform(self, command):
        return getattr(self, command["do"])(*command.get("with", []))

    def version(self):
        return version

    # Syncing

    def login(self, server, name, password):
        auth = self.col.sync_login(name, password, server)
        self.sign_in.write_text(json.dumps({"server": server, "key": auth.hkey}))

    def auth(self):
        stored = json.loads(self.sign_in.read_text())
        return SyncAuth(hkey=stored["key"], endpoint=stored["server"])

    def sync(self):
        """The number of what is required."""
        answer = self.col.sync_collection(self.auth(), False)
        return answer.required

    def upload(self):
        self.one_way(True)

    def download(self):
        self.one_way(False)

    def one_way(self, upload):
        """Media are synced on their own."""
        self.col.close_for_full_sync()
        try:
            self.col.full_upload_or_download(auth=self.auth(), server_usn=None, upload=upload)
        finally:
            self.col.reopen(after_full_sync=True)

    def sync_media(self):
        """The engine looks at the files when the folder's time is another, in which a test does more than a person."""
        media = self.folder / "collection.media"
        changed = media.stat().st_mtime + 2
        os.utime(media, (changed, changed))
        self.col.sync_media(self.auth())
        while self.col.media_sync_status().active:
            time.sleep(0.01)

    def check(self):
        """What the engine found wrong, and mended."""
        return list(self.col._backend.check_database())

    def statistics(self):
        """Of all cards and all reviews."""
        graphs = self.col._backend.graphs(search="", days=0)
        return MessageToDict(graphs, preserving_proto_field_name=True, always_print_fields_with_no_presence=True)

    def fold(self):
        """All that lies in the log is in the file afterwards."""
        self.col.close()
        self.col.reopen()

    # What its owner does

    def add_notes(self, count, deck, prefix):
        basic = self.col.models.by_name("Basic")
        target = self.col.decks.id(deck)
        requests = []
        for number in range(count):
            note = self.col.new_note(basic)
            note.fields = [f"{prefix} front {number}", f"{prefix} back {number}"]
            requests.append(AddNoteRequest(note, target))
        self.col.add_notes(requests)
        self.let_the_clock_pass()

    def let_the_clock_pass(self):
        """Ids are milliseconds and run ahead of the clock, and no other device shall make the same."""
        time.sleep(0.05)

    def add_field(self, name):
        notetype = self.col.models.by_name("Basic")
        self.col.models.add_field(notetype, self.col.models.new_field(name))
        self.col.models.update_dict(notetype)

    def make_random_edits(self, seed, count):
        edits = Edits(self.col, random.Random(seed))
        for _ in range(count):
            edits.make_one()
        self.let_the_clock_pass()


class Edits:
    """Many small things of all kinds that a normal sync can carry."""

    def __init__(self, col, rng):
        self.col = col
        self.rng = rng

    def make_one(self):
        kinds = [self.add, self.edit, self.answer, self.flag, self.suspend, self.tag, self.move, self.add_deck]
        kinds += [self.edit_deck, self.preset, self.notetype, self.css]
        kinds += [self.config, self.add_media, self.delete_media]
        kinds += [self.delete, self.filter, self.rename_deck, self.delete_deck]
        self.rng.choice(kinds)()

    def add(self):
        name = self.rng.choice(["Basic", "Basic (and reversed card)", "Cloze"])
        note = self.col.new_note(self.col.models.by_name(name))
        note.fields = [f"{{{{c1::{self.words()}}}}}", self.words()]
        note.tags = [self.one_tag()]
        self.col.add_note(note, self.some_deck())

    def edit(self):
        for note in self.some(self.col.find_notes("")):
            changed = self.col.get_note(note)
            changed.fields[1] = f"<b>{self.words()}</b> &nbsp;"
            self.col.update_note(changed)

    def delete(self):
        self.col.remove_notes(self.some(self.col.find_notes("")))

    def answer(self):
        deck = self.some_deck()
        self.col.decks.set_current(deck)
        self.col._backend.extend_limits(deck_id=deck, new_delta=5, review_delta=5)
        queued = self.col.sched.get_queued_cards(fetch_limit=1)
        for top in queued.cards:
            card = self.col.get_card(top.card.id)
            card.start_timer()
            rating = self.rng.choice([CardAnswer.AGAIN, CardAnswer.HARD, CardAnswer.GOOD, CardAnswer.EASY])
            self.col.sched.answer_card(self.col.sched.build_answer(card=card, states=top.states, rating=rating))

    def flag(self):
        self.col.set_user_flag_for_cards(self.rng.randrange(8), self.some(self.col.find_cards("")))

    def suspend(self):
        self.col.sched.suspend_cards(self.some(self.col.find_cards("")))

    def tag(self):
        self.col.tags.bulk_add(self.some(self.col.find_notes("")), self.one_tag())

    def move(self):
        self.col.set_deck(self.some(self.col.find_cards("")), self.some_deck())

    def add_deck(self):
        self.col.decks.id(self.deck_name())

    def rename_deck(self):
        deck = self.some_deck()
        name = self.deck_name()
        if deck != 1 and not name.startswith(self.col.decks.name(deck)):
            self.col.decks.rename(deck, name)

    def delete_deck(self):
        self.col.decks.remove([deck for deck in [self.some_deck()] if deck != 1])

    def edit_deck(self):
        deck = self.col.decks.get(self.some_deck())
        deck["desc"] = self.words()
        deck["conf"] = self.rng.choice(self.col.decks.all_config())["id"]
        deck["desiredRetention"] = self.rng.choice([None, 80, 95])
        self.col.decks.update_dict(deck)

    def filter(self):
        free = "is:new -is:suspended -is:buried -deck:filtered"
        if not self.col.find_cards(free):
            return
        name = f"filtered {self.rng.randrange(1000)}"
        deck = self.col.sched.get_or_create_filtered_deck(DeckId(0))
        deck.name = name
        deck.config.search_terms[0].search = free
        deck.config.search_terms[0].limit = 5
        self.col.sched.add_or_update_filtered_deck(deck)

    def preset(self):
        preset = self.rng.choice(self.col.decks.all_config())
        if self.rng.random() < 0.5:
            preset = self.col.decks.add_config(self.words())
        preset["new"]["perDay"] = self.rng.randrange(1000)
        preset["easyDaysPercentages"] = [1.0, 0.5, 0.0, 1.0, 1.0, 1.0, 0.5]
        self.col.decks.update_config(preset)

    def notetype(self):
        copy = self.col.models.copy(self.col.models.by_name("Basic"), add=False)
        copy["name"] = self.words()
        self.col.models.add_dict(copy)

    def css(self):
        notetype = self.rng.choice(self.col.models.all())
        notetype["css"] = f"/* {self.words()} */"
        self.col.models.update_dict(notetype)

    def config(self):
        self.col.set_config(f"key{self.rng.randrange(5)}", {"words": self.words()})

    def add_media(self):
        self.col.media.write_data(f"{self.words()}.bin", self.rng.randbytes(self.rng.randrange(1, 5000)))

    def delete_media(self):
        files = sorted(path.name for path in Path(self.col.media.dir()).iterdir() if path.is_file())
        self.col.media.trash_files(self.some(files))

    def some(self, everything):
        return [self.rng.choice(everything)] if everything else []

    def some_deck(self):
        return DeckId(self.rng.choice(self.col.decks.all_names_and_ids(include_filtered=False)).id)

    def deck_name(self):
        return "::".join(self.words() for _ in range(self.rng.choice([1, 2])))

    def one_tag(self):
        return self.rng.choice(WORDS).replace(" ", "_")

    def words(self):
        return f"{self.rng.choice(WORDS)} {self.rng.choice(WORDS)} {self.rng.randrange(1000)}"


def main():
    device = Device(Path(sys.argv[1]))
    for line in sys.stdin:
        try:
            answer = {"said": device.perform(json.loads(line))}
        except Exception as refused:  # the engine's own words are what a test looks at
            answer = {"refused": f"{type(refused).__name__}: {refused}"}
        print(json.dumps(answer), flush=True)
    device.col.close()


main()
